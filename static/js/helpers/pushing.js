import { isAnswerOrOffline, membership } from "./membership.js"
import { within } from "./within.js"

const PATIENCE = 12
const DAY = 86_400_000

/** What this phone allows: "install" (an iPhone's tab), "unsupported", "blocked", "ask" or "granted". */
export function permission() {
  if (!("PushManager" in window) || !("Notification" in window)) return isAppleTab() ? "install" : "unsupported"
  return { denied: "blocked", granted: "granted", default: "ask" }[Notification.permission]
}

/** Asks the phone; call straight from a tap. Returns what `permission()` says afterwards. */
export async function askPermission() {
  await within(60, Notification.requestPermission(), "default")
  return permission()
}

/**
 * Sees to it that the server can reach this phone: "on", "offline", "no-answer", "refused" or "alone".
 *
 * Subscribes anew where the subscription is gone or was made for another key of the server.
 */
export async function inviteThisPhone(nursery) {
  const { me, fresh } = await membership(nursery)
  if (!me) return fresh ? "alone" : "offline"
  const subscription = await subscribed(me.vapid_public_key)
  if (!subscription) return "no-answer"
  return send(nursery, subscription)
}

/** At every opening: phones lose subscriptions silently, so what was sent is compared with what is. */
export async function keepInvited(nursery) {
  const sent = await nursery.state.get("invited")
  if (!sent || permission() !== "granted") return
  const live = await liveSubscription()
  const isCurrent = live?.endpoint === sent.endpoint && sent.language === document.documentElement.lang && Date.now() - sent.at < DAY
  if (!isCurrent) await inviteThisPhone(nursery)
}

/** Takes this phone out of the invitations. */
export async function stopInviting(nursery) {
  await nursery.state.delete("invited")
  const live = await liveSubscription()
  await live?.unsubscribe()
  try {
    await nursery.call("DELETE", "/api/push-subscription", {})
  } catch (problem) {
    // without internet the push service itself tells the server: the subscription is gone
    if (!isAnswerOrOffline(problem)) throw problem
  }
}

/** Gives up this phone's subscription, as far as it can: the family that invited it is not its own. */
export async function endInvitations() {
  if (!("PushManager" in window && "serviceWorker" in navigator)) return
  try {
    const live = await liveSubscription()
    if (live) await within(PATIENCE, live.unsubscribe(), false)
  } catch (problem) {
    console.warn("the push subscription stays for now", problem) // the next opening tries again
  }
}

/** The worker's registration, or null where none becomes ready. */
export const registration = () => within(PATIENCE, navigator.serviceWorker.ready, null)

async function subscribed(key) {
  const live = await liveSubscription()
  if (live && keyOf(live) === key) return live
  await live?.unsubscribe()
  const worker = await registration()
  if (!worker) return null
  try {
    const options = { userVisibleOnly: true, applicationServerKey: key }
    return await within(PATIENCE, worker.pushManager.subscribe(options), null)
  } catch (problem) {
    console.warn("no push subscription", problem)
    return null
  }
}

async function liveSubscription() {
  const worker = await registration()
  return worker ? within(PATIENCE, worker.pushManager.getSubscription(), null) : null
}

async function send(nursery, subscription) {
  const { endpoint, keys } = subscription.toJSON()
  const { lang: language } = document.documentElement
  try {
    await nursery.call("PUT", "/api/push-subscription",
      { endpoint, keys, application_server_key: keyOf(subscription), language })
  } catch (problem) {
    if (!isAnswerOrOffline(problem)) throw problem
    return problem.name === "Offline" ? "offline" : "refused"
  }
  await nursery.state.set("invited", { endpoint, language, at: Date.now() })
  return "on"
}

function keyOf({ options }) {
  const bytes = new Uint8Array(options.applicationServerKey ?? [])
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

// Only Safari on iOS knows `standalone`; push works there from the home screen alone.
const isAppleTab = () => "standalone" in navigator && !navigator.standalone
