import assert from "node:assert/strict"
import { randomBytes } from "node:crypto"
import { test } from "node:test"
import { ours, Phone, yes } from "./phones.js"

/** A server of one family with a key for each caregiver; it takes every entry, unless `isBusy`. */
function serverOf(phone, family) {
  const server = { keys: new Map(), taken: [], isBusy: false, asked: [] }
  phone.server = asked => {
    server.asked.push(asked.path)
    if (asked.path == "/api/seal-key") return ours({ key: keyOf(server.keys, server.caregiver) })
    if (asked.path == "/api/me") return ours({ ...server.member, epoch: phone.epoch })
    if (asked.path == "/api/recovery") {
      server.member = { family, caregiver: server.caregiver, device: asked.body.device.id }
      return ours({ ...server.member, epoch: phone.epoch, recovery_code: "NEXT" }, 201)
    }
    if (asked.path != "/api/sync") return ours(null, 204)
    if (server.isBusy) return ours({ error: { code: "busy", message: "…" } }, 503)
    server.taken.push(...asked.body.entries)
    return yes(phone, asked)
  }
  return server
}

function keyOf(keys, caregiver) {
  if (!keys.has(caregiver)) keys.set(caregiver, randomBytes(32).toString("base64"))
  return keys.get(caregiver)
}

async function signedOut() {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member()
  const server = serverOf(phone, nursery.ids.family)
  server.caregiver = nursery.ids.caregiver
  server.isBusy = true
  const entry = await nursery.save("massage", { note: "never sent", caregiver: nursery.ids.caregiver })
  await nursery.forget(await nursery.seal())
  server.isBusy = false
  return { phone, nursery, server, entry }
}

test("what a signed-out phone keeps sealed is sent when its caregiver is back, as it was written", async () => {
  const { phone, nursery, server, entry } = await signedOut()
  assert.deepEqual([await nursery.everything(), await nursery.pending()], [[], []])
  const reopened = await phone.start()
  await reopened.recoverFamily("CODE")
  assert.deepEqual(await reopened.sync({ isUrgent: true }), { status: "saved", waiting: 0 })
  assert.deepEqual(server.taken, [entry])
  await reopened.sync({ isUrgent: true })
  assert.equal(server.asked.filter(path => path == "/api/seal-key").length, 2, "once to seal, once to open")
})

test("nothing of it can be read on the phone meanwhile", async () => {
  const { phone } = await signedOut()
  const kept = await everythingOn(phone)
  assert.equal(kept.length, 1)
  assert.doesNotMatch(kept[0], /never sent|massage/)
})

test("where everything was sent there is nothing to seal", async () => {
  const { nursery } = await signedOut()
  assert.equal(await nursery.seal(), null)
})

test("somebody else asks once, cannot open it, and leaves it for whom it belongs to", async () => {
  const { phone, nursery, server, entry } = await signedOut()
  const own = server.caregiver
  server.caregiver = "22222222-2222-4222-8222-222222222222"
  await nursery.recoverFamily("CODE")
  await nursery.sync({ isUrgent: true })
  await nursery.sync({ isUrgent: true })
  assert.deepEqual(server.taken, [])
  assert.equal(server.asked.filter(path => path == "/api/seal-key").length, 2)
  await nursery.forget()
  server.caregiver = own
  const reopened = await phone.start()
  await reopened.recoverFamily("CODE")
  await reopened.sync({ isUrgent: true })
  assert.deepEqual(server.taken, [entry])
})

test("without the key it stays sealed, and the sync goes on", async () => {
  const { phone, nursery, server } = await signedOut()
  await nursery.recoverFamily("CODE")
  const answer = phone.server
  phone.server = asked => asked.path == "/api/seal-key" ? ours({ error: { code: "later", message: "…" } }, 503) : answer(asked)
  assert.equal((await nursery.sync({ isUrgent: true })).status, "saved")
  assert.deepEqual(server.taken, [])
  phone.server = answer
  await nursery.sync({ isUrgent: true })
  assert.equal(server.taken.length, 1)
})

/** What the phone's own database keeps, as text: bytes as letters. */
async function everythingOn(phone) {
  const rows = await new Promise(resolve => {
    phone.indexedDB.open("phone").onsuccess = ({ target: { result } }) => {
      result.transaction(["sealed"]).objectStore("sealed").getAll().onsuccess = ({ target }) => resolve(target.result)
    }
  })
  return rows.map(({ content, ...rest }) => Buffer.from(content).toString("latin1") + JSON.stringify(rest))
}
