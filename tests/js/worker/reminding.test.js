import assert from "node:assert/strict"
import { test } from "node:test"
import { cacheName } from "../../../static/js/helpers/kept.js"
import { digest, remind } from "../../../service_worker/reminding.js"
import { ORIGIN, Phone, Server } from "./phone.js"

const WORDS = {
  invitation_title: "A quiet moment together", invitation_fallback: "If you both like.",
  begin: "Begin", later: "Later tonight", not_this_evening: "Not this evening"
}
const INVITATION = { notification: { title: "A quiet moment", body: "If you both like.", navigate: "/tonight" } }

/** What is shown for `pushed` on a phone whose storage takes `seconds` for each answer. */
async function shownOnASlowPhone(seconds, pushed) {
  const phone = new Phone(new Server(digest, {}))
  const cache = await phone.caches.open(cacheName(digest))
  await cache.put(`/release/${digest}/words/en.json`, Response.json(WORDS))
  const match = phone.caches.match.bind(phone.caches)
  phone.caches.match = async (...wanted) => {
    await new Promise(resolve => setTimeout(resolve, seconds * 1000))
    return match(...wanted)
  }
  const shown = []
  Object.assign(globalThis, {
    caches: phone.caches, fetch: phone.fetch, location: new URL(ORIGIN), Notification: { maxActions: 3 },
    registration: { showNotification: async (title, options) => shown.push({ title, ...options }) }
  })
  await remind({ json: () => pushed })
  assert.equal(shown.length, 1)
  return shown[0]
}

test("a phone that has just woken up, and is slow to read, shows the words and the choices all the same", async () => {
  const unread = await shownOnASlowPhone(0.7, null)
  assert.deepEqual([unread.title, unread.body], ["A quiet moment together", "If you both like."])
  const invitation = await shownOnASlowPhone(0.7, INVITATION)
  assert.deepEqual(invitation.actions.map(({ title }) => title), ["Begin", "Later tonight", "Not this evening"])
})
