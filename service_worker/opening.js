import { cacheName, languageOf } from "../static/js/helpers/kept.js"
import { ENGLISH, pageIn } from "../static/js/helpers/address.js"
import { familyToday } from "../static/js/helpers/family_day.js"
import { laterTimes } from "../static/js/models/later.js"
import { openNursery } from "../static/js/nursery/nursery.js"
import { digest, soon } from "./reminding.js"

const OWN_ROUTINE = /^[0-9a-f-]{36}$/

/** A tap on a notification, or on one of its buttons: the same three choices as on /tonight. */
export async function openInvitation(notification, action) {
  notification.close()
  const { url = "/tonight", delivery = null } = notification.data ?? {}
  switch (action) {
    case "begin":
      await open(pageIn(await ownLanguage(), await soon(routineAddress(), "/")))
      return soon(answer({ choice: "begin" }, delivery), null)
    case "later":
    case "not-this-evening":
      // what cannot be kept from here can be said on the page
      return await soon(answer({ choice: action }, delivery), null) ?? open(url)
    default:
      return open(url)
  }
}

/** Keeps an answer on the phone; the server hears of it when it can. Null where there is none to give. */
async function answer(fields, delivery) {
  const nursery = await openNursery()
  const { today, zone } = await familyToday(nursery)
  const [time] = fields.choice === "later" ? laterTimes(Date.now(), zone) : []
  if (fields.choice === "later" && !time) return null
  const at = time ? { at: new Date(time).toISOString() } : {}
  const about = delivery ? { delivery } : {}
  return nursery.save("answer", { local_date: today, ...about, ...fields, ...at })
}

async function routineAddress() {
  const nursery = await openNursery()
  const reminder = await nursery.one("reminder")
  const routine = reminder?.fields.routine
  if (!routine) return "/"
  return OWN_ROUTINE.test(routine) ? `/routines/own#${routine}/play` : `/routines/${routine}#play`
}

const ownLanguage = () => soon(languageOf(cacheName(digest)), ENGLISH)

async function open(address) {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true })
  const { isPlaying, player } = await playingAmong(windows)
  // a massage that runs is never torn: its own page is the answer to any tap
  if (isPlaying) return (player ?? windows[0])?.focus()
  const [page] = windows
  if (!page) return clients.openWindow(address)
  try {
    const shown = await page.focus()
    return await shown.navigate(address)
  } catch (error) {
    // a page that no worker controls cannot be moved
    console.info("A window of its own", error)
    return clients.openWindow(address)
  }
}

async function playingAmong(windows) {
  const { held = [] } = await navigator.locks?.query() ?? {}
  const players = held.filter(({ name }) => name === "playing").map(({ clientId }) => clientId)
  return { isPlaying: players.length > 0, player: windows.find(({ id }) => players.includes(id)) }
}
