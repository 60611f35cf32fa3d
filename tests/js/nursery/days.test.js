import assert from "node:assert/strict"
import { test } from "node:test"
import { IDBFactory } from "fake-indexeddb"
import { Database } from "../../../static/js/nursery/database.js"
import { familyDatabase } from "../../../static/js/nursery/stores.js"
import { wanted } from "../../../static/js/nursery/transactions.js"
import { Phone, yes } from "./phones.js"

const on = (local_date, fields = {}) => ({ when: { at: `${local_date}T18:30:00.000Z`, zone: "UTC", local_date }, outcome: "given", ...fields })
const daysOf = records => records.map(({ fields }) => fields.when?.local_date ?? "none").sort().reverse()

async function pages(nursery, span) {
  const read = []
  for await (const page of nursery.days.back("massage", span)) read.push(daysOf(page))
  return read
}

/** A nursery whose massages of `dates` came from the server. */
async function synced(dates, more = []) {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member()
  const records = [...dates.map((date, index) => ({
    kind: "massage", record: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`, number: index + 1, withdrawn: false,
    fields: on(date), stamps: { when: "2026-11-01T00:00:00.000Z", outcome: "2026-11-01T00:00:00.000Z" }
  })), ...more]
  phone.server = asked => yes(phone, asked, { cursor: records.length, records })
  await nursery.sync()
  phone.server = null
  return nursery
}

test("days are read newest first, whole, a page at a time", async () => {
  const nursery = await synced(["2026-11-18", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-19", "2025-01-01"])
  assert.deepEqual(await pages(nursery, { size: 2 }), [
    ["2026-11-20", "2026-11-20", "2026-11-20"], ["2026-11-19", "2026-11-18"], ["2025-01-01"], []
  ])
  assert.deepEqual(await pages(nursery, { size: 1 }), [
    ["2026-11-20", "2026-11-20", "2026-11-20"], ["2026-11-19"], ["2026-11-18"], ["2025-01-01"], []
  ])
  assert.deepEqual(await pages(nursery, { from: "2026-11-18", until: "2026-11-19" }), [["2026-11-19", "2026-11-18"]])
})

for (const [how, make] of [["as the server has it", synced], ["as it waits on this phone", async dates => {
  const nursery = await new Phone().start()
  await nursery.saveAll(dates.map(date => ({ kind: "massage", fields: on(date) })))
  return nursery
}]]) {
  test(`a journal of years is read whole, nothing twice, ${how}`, async () => {
    const dates = Array.from({ length: 260 }, (_, n) => new Date(Date.UTC(2020, 0, 1 + n * 3)).toISOString().slice(0, 10))
    const nursery = await make(dates)
    const read = await pages(nursery)
    assert.deepEqual(read.flat(), [...dates].reverse())
    assert(read.length >= 5 && read.every(page => page.length <= 61))
  })
}

test("what waits is on top: added, moved to another day, withdrawn and restored", async () => {
  const nursery = await synced(["2026-11-18", "2026-11-19", "2026-11-20"])
  const [newest, middle] = await nursery.days.between("massage", "2026-11-19", "2026-11-20").then(found => found.reverse())
  await nursery.save("massage", on("2026-11-21", { note: "new" }))
  await nursery.save("massage", { when: on("2026-11-01").when }, { record: newest.record })
  await nursery.save("massage", {}, { record: middle.record, action: "withdraw" })
  assert.deepEqual((await pages(nursery)).flat(), ["2026-11-21", "2026-11-18", "2026-11-01"])
  assert.deepEqual(daysOf(await nursery.days.between("massage", "2026-11-20", "2026-11-21")), ["2026-11-21"])
  await nursery.save("massage", { note: "kept" }, { record: middle.record })
  await nursery.save("massage", {}, { record: middle.record, action: "restore" })
  const [back] = await nursery.days.between("massage", "2026-11-19", "2026-11-19")
  assert.deepEqual([back.fields.note, back.fields.outcome, back.pending], ["kept", "given", true])
})

test("a massage without a day, from a newer app, comes last and is not lost", async () => {
  const odd = { kind: "massage", record: "00000000-0000-4000-8000-0000000000ff", number: 9, withdrawn: false, fields: { note: "odd" }, stamps: {} }
  const sealed = { ...odd, record: "00000000-0000-4000-8000-0000000000fe", fields: { when: { sealed: "…" } } }
  const nursery = await synced(["2026-11-20"], [odd, sealed])
  await nursery.save("massage", { note: "odd too" })
  await nursery.save("massage", { note: "a word about it" }, { record: (await nursery.days.between("massage", "2026-11-20", "2026-11-20"))[0].record })
  assert.deepEqual(await pages(nursery), [["2026-11-20"], ["none", "none", "none"]])
})

test("other kinds stay out of it", async () => {
  const nursery = await new Phone().start()
  await nursery.save("answer", { when: on("2026-11-20").when })
  await nursery.save("child", { name: "Mia" })
  assert.deepEqual((await pages(nursery)).flat(), [])
  assert.equal((await nursery.all("child")).length, 1)
})

test("a journal of the first release gets its days, keeps what waits, and older code still opens it", async () => {
  const dependencies = { indexedDB: new IDBFactory() }
  // as the first release made it
  const request = dependencies.indexedDB.open("first", 1)
  request.onupgradeneeded = () => {
    const outbox = request.result.createObjectStore("outbox", { keyPath: "place", autoIncrement: true })
    outbox.createIndex("id", "entry.id", { unique: true })
    outbox.createIndex("record", "entry.record")
    request.result.createObjectStore("records", { keyPath: "record" }).createIndex("kind", "kind")
    for (const name of ["sent", "refused"]) request.result.createObjectStore(name, { keyPath: "id" })
    request.result.createObjectStore("state")
    outbox.add({ entry: { id: "a", record: "r", kind: "massage", action: "put", fields: on("2026-11-20") } })
  }
  await new Promise(resolve => { request.onsuccess = resolve })
  request.result.close()
  const next = familyDatabase("first", dependencies)
  const count = database => database.read(["outbox"], ({ outbox }) => wanted(outbox.count()))
  assert.equal(await count(next), 1)
  assert.equal(await next.read(["outbox"], ({ outbox }) => wanted(outbox.index("day").count())), 1)
  assert.equal(await count(new Database("first", [() => {}], dependencies)), 1)
})
