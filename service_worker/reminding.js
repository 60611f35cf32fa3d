import { cacheName, languageOf } from "../static/js/helpers/kept.js"
import { familyToday, massagesOf } from "../static/js/helpers/family_day.js"
import { within } from "../static/js/helpers/within.js"
import { openNursery } from "../static/js/nursery/nursery.js"
import { messageIn } from "./message.js"

// Seconds: for a parent who has tapped, and for a notification that nobody waits for. A phone that has just woken up
// takes longer than the first to read its words and its journal, and to invite without them is worse than to be late.
const PATIENCE = 0.5
const PATIENCE_TO_SHOW = 5
const TAG = "invitation"
export const digest = new URL(import.meta.url).pathname.split("/")[2]

/**
 * Shows a notification for a push, whatever came: one that shows nothing costs the subscription.
 *
 * `proposed` is the notification that a browser with Declarative Web Push has read already.
 */
export async function remind(pushData, proposed = null) {
  const message = messageIn(pushData, proposed)
  const [words, isTogether] = await Promise.all([
    soon(readWords(), {}, PATIENCE_TO_SHOW),
    message.isInvitation && soon(isTogetherToday(), false, PATIENCE_TO_SHOW)
  ])
  const { title, ...options } = isTogether ? together(words, message) : invitation(words, message)
  await registration.showNotification(title, options)
  if (message.delivery) await report(message.delivery)
}

/** Reads the words of this release: from its cache, since a worker's own requests pass it by. */
export async function readWords() {
  const language = await languageOf(cacheName(digest))
  const address = `/release/${digest}/words/${language}.json`
  const kept = await caches.match(address, { cacheName: cacheName(digest), ignoreVary: true })
  const response = kept ?? await fetch(address)
  return response.json()
}

/** What `promise` gives within `seconds`, else `otherwise`: nothing may hold a notification or a tap up for long. */
export async function soon(promise, otherwise, seconds = PATIENCE) {
  try {
    return await within(seconds, promise, otherwise)
  } catch (error) {
    console.warn("Not to be had now", error)
    return otherwise
  }
}

// This phone may know what the server does not: a massage without internet.
async function isTogetherToday() {
  const nursery = await openNursery()
  const { today } = await familyToday(nursery)
  return (await massagesOf(nursery, today)).length > 0
}

function invitation(words, message) {
  const title = message.title || words.invitation_title || location.host
  const body = message.title ? message.body : words.invitation_fallback
  return { title, ...quiet(message), body, actions: message.isInvitation ? choices(words) : [] }
}

function together(words, message) {
  const title = words.together_title ?? message.title
  return { title, ...quiet({ ...message, url: "/" }), body: words.together_text ?? "", actions: [] }
}

// One tag: an invitation takes the place of the one before it, and makes no sound.
function quiet({ lang, url, delivery }) {
  const icon = name => new URL(`../static/icons/${name}`, import.meta.url).href
  return {
    // not every browser says when a notification came, so it carries that itself
    tag: TAG, silent: true, lang, data: { url, delivery, at: Date.now() },
    icon: icon("icon-192.png"), badge: icon("badge-96.png")
  }
}

// Where only two buttons fit, a tap on the notification itself is the third choice.
function choices(words) {
  const room = globalThis.Notification?.maxActions ?? 0
  const all = [["begin", words.begin], ["later", words.later], ["not-this-evening", words.not_this_evening]]
  return all.slice(all.length - Math.min(room, all.length))
    .filter(([, title]) => title).map(([action, title]) => ({ action, title }))
}

async function report(delivery) {
  try {
    const nursery = await openNursery()
    await nursery.call("POST", "/api/push-subscription/shown", { delivery })
  } catch (error) {
    console.info("The server hears of it another time", error)
  }
}
