import assert from "node:assert/strict"
import { test } from "node:test"
import { again } from "../../../static/js/nursery/reoffering.js"
import { uuid5 } from "../../../static/js/nursery/uuid5.js"
import { Phone, yes } from "./phones.js"

const OTHER = "00000000-0000-4000-8000-00000000000a"
const AT = "2026-11-20T18:00:00.000Z"

test("after a new epoch a phone offers its own entries and every record again, and reads all anew", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member("before")
  const own = await nursery.save("massage", { note: "mine" })
  const records = [
    { kind: "massage", record: own.record, number: 1, withdrawn: false, fields: { note: "mine" }, stamps: { note: own.recorded_at } },
    { kind: "child", record: OTHER, number: 2, withdrawn: true, fields: { name: "Mia" }, stamps: { name: AT, birth_date: AT, withdrawn: AT } }
  ]
  phone.server = asked => yes(phone, asked, { cursor: 2, records })
  await nursery.sync()
  phone.asked.length = 0
  phone.epoch = "after"
  phone.server = asked => yes(phone, asked, { cursor: asked.body.epoch == "after" ? asked.body.cursor : 0 })
  assert.deepEqual(await nursery.sync(), { status: "saved", waiting: 0 })
  const [first, second] = phone.asked.map(({ body }) => body)
  assert.deepEqual([first.epoch, first.cursor], ["before", 2])
  assert.deepEqual([second.epoch, second.cursor], ["after", 0])
  assert.deepEqual(second.entries, [
    own,
    { id: uuid5(OTHER, `name ${AT}`), record: OTHER, kind: "child", recorded_at: AT, action: "put", fields: { name: "Mia" } },
    { id: uuid5(OTHER, `birth_date ${AT}`), record: OTHER, kind: "child", recorded_at: AT, action: "put", fields: { birth_date: null } },
    { id: uuid5(OTHER, `withdrawn ${AT}`), record: OTHER, kind: "child", recorded_at: AT, action: "withdraw", fields: {} },
    { id: uuid5(own.record, `note ${own.recorded_at}`), record: own.record, kind: "massage", recorded_at: own.recorded_at, action: "put", fields: { note: "mine" } }
  ])
  assert.equal((await nursery.all("massage")).length, 1)
})

test("what another history did not take is offered to it in the same sync", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member("before")
  const own = await nursery.save("massage", { note: "on its way" })
  phone.epoch = "after"
  phone.server = asked => yes(phone, asked, asked.body.epoch == "after" ? {} : { cursor: 0, accepted: [] })
  assert.deepEqual(await nursery.sync(), { status: "saved", waiting: 0 })
  assert.deepEqual(phone.asked.at(-1).body.entries, [own])
})

test("what a phone shows does not change while an older history is read back", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member("before")
  const record = note => ({ kind: "massage", record: OTHER, number: 9, withdrawn: false, fields: { note }, stamps: { note: AT } })
  phone.server = asked => yes(phone, asked, { cursor: 9, records: [record("newer")] })
  await nursery.sync()
  phone.epoch = "after"
  const seen = []
  phone.server = async asked => {
    seen.push((await nursery.get(OTHER)).fields.note)
    return yes(phone, asked, { cursor: 3, accepted: [], records: [{ ...record("older"), number: 3, stamps: { note: "2026-11-19T18:00:00.000Z" } }] })
  }
  await nursery.sync()
  assert.equal((await nursery.get(OTHER)).fields.note, "newer")
  assert.deepEqual(new Set(seen), new Set(["newer"]))
})

test("two servers behind one name do not make a phone offer for ever", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member("0")
  await nursery.save("massage", { note: "kept" })
  let epochs = 0
  phone.server = asked => yes(phone, asked, { epoch: `${++epochs}`, accepted: [] })
  assert.deepEqual(await nursery.sync(), { status: "waiting", waiting: 1 })
  assert(phone.asked.length < 10)
})

test("an own entry offered again stays bounded by what the server said of its fields", () => {
  const entry = { id: "e", record: OTHER, kind: "massage", action: "put", recorded_at: "2036-01-01T00:00:00.000Z", fields: { note: "mine" } }
  const record = { fields: { note: "mine" }, stamps: { note: AT }, withdrawn: false }
  assert.equal(again(entry, record).recorded_at, AT)
  assert.equal(again(entry, { ...record, fields: { note: "yours" } }).recorded_at, "2026-11-20T17:59:59.999Z", "another's word had won")
  assert.equal(again(entry, undefined).recorded_at, entry.recorded_at)
  const withdrawal = { ...entry, action: "withdraw", fields: {} }
  assert.equal(again(withdrawal, { ...record, withdrawn: true, stamps: { withdrawn: AT } }).recorded_at, AT)
  assert.equal(again({ ...entry, recorded_at: "2026-01-01T00:00:00.000Z" }, record).recorded_at, "2026-01-01T00:00:00.000Z")
})
