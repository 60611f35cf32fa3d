import assert from "node:assert/strict"
import { test } from "node:test"
import { Phone, yes } from "./phones.js"

test("what was saved is there after the app was killed", async () => {
  const phone = new Phone()
  const before = await phone.start()
  const entry = await before.save("massage", { outcome: "given", note: "by the window" })
  const after = await phone.start()
  assert.deepEqual(after.ids, before.ids)
  assert.deepEqual(await after.pending(), [entry])
  assert.deepEqual((await after.all("massage")).map(({ record, fields, pending }) => ({ record, fields, pending })),
    [{ record: entry.record, fields: { outcome: "given", note: "by the window" }, pending: true }])
})

test("a sync without a family asks nobody", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await nursery.save("massage", { outcome: "given" })
  assert.deepEqual(await nursery.sync(), { status: "no-family", waiting: 1 })
  assert.equal(phone.asked.length, 0)
})

test("accepted entries leave the outbox, and the record the server answers is shown", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member()
  const { record } = await nursery.save("massage", { outcome: "given" })
  const known = { kind: "massage", record, number: 1, withdrawn: false, fields: { outcome: "given", seconds: 600 }, stamps: { outcome: "2026-11-21T18:45:00.000Z", seconds: "2026-11-21T18:45:00.000Z" } }
  phone.server = asked => yes(phone, asked, { cursor: 1, records: [known] })
  assert.deepEqual(await nursery.sync(), { status: "saved", waiting: 0 })
  assert.deepEqual(await nursery.get(record), { kind: "massage", record, withdrawn: false, pending: false, fields: known.fields, stamps: known.stamps })
  assert.equal(await nursery.state.get("syncedAt"), phone.now)
})
