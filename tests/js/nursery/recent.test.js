import assert from "node:assert/strict"
import { test } from "node:test"
import { IDBFactory } from "fake-indexeddb"
import { byDay } from "../../../static/js/nursery/days.js"
import { familyDatabase } from "../../../static/js/nursery/stores.js"
import { Phone, yes } from "./phones.js"

const on = local_date => ({ when: { local_date }, outcome: "given" })
const massage = (record, fields, more = {}) => ({ kind: "massage", record, number: 1, withdrawn: false, fields, stamps: {}, ...more })

async function phoneWith(records) {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member()
  phone.server = asked => yes(phone, asked, { records })
  await nursery.sync()
  return nursery
}

const days = massages => massages.map(({ fields }) => fields.when.local_date).sort()

test("the massages of the last weeks come without the years before them", async () => {
  const nursery = await phoneWith([
    massage("m1", on("2024-03-01")), massage("m2", on("2026-11-01")), massage("m3", on("2026-11-20")),
    massage("m4", on("2026-11-20"), { withdrawn: true }), massage("m5", { outcome: "given" }),
    massage("m6", { when: { sealed: "…" }, outcome: "given" }), { ...massage("a1", on("2026-11-20")), kind: "dream" }
  ])
  assert.deepEqual(days(await nursery.massagesFrom("2026-11-01")), ["2026-11-01", "2026-11-20"])
})

test("what waits on this phone counts: new ones, and old ones whose day was changed to or from these weeks", async () => {
  const nursery = await phoneWith([massage("m1", { ...on("2024-03-01"), routine: "happy-legs" }), massage("m2", on("2026-11-20"))])
  await nursery.save("massage", on("2026-11-21"))
  await nursery.save("massage", { when: { local_date: "2026-11-19" } }, { record: "m1" })
  await nursery.save("massage", { when: { local_date: "2025-11-20" } }, { record: "m2" })
  const recent = await nursery.massagesFrom("2026-11-01")
  assert.deepEqual(days(recent), ["2026-11-19", "2026-11-21"])
  assert.equal(recent.find(({ record }) => record === "m1").fields.routine, "happy-legs")
  await nursery.save("massage", {}, { record: "m1", action: "withdraw" })
  assert.deepEqual(days(await nursery.massagesFrom("2026-11-01")), ["2026-11-21"])
})

test("what a phone kept before it knew of days is found by day after the upgrade", async () => {
  const indexedDB = new IDBFactory()
  const request = indexedDB.open("family", 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore("outbox", { keyPath: "place", autoIncrement: true })
    request.result.createObjectStore("records", { keyPath: "record" }).createIndex("kind", "kind")
      .objectStore.put(massage("m1", on("2026-11-20")))
  }
  await new Promise(resolve => { request.onsuccess = resolve })
  request.result.close()
  const database = familyDatabase("family", { indexedDB })
  assert.deepEqual(days(await byDay(() => database).between("massage", "2026-11-01", "2026-11-30")), ["2026-11-20"])
})
