import assert from "node:assert/strict"
import { test } from "node:test"
import { IDBFactory } from "fake-indexeddb"
import { Database } from "../../../static/js/nursery/database.js"
import { wanted } from "../../../static/js/nursery/transactions.js"
import { openNursery } from "../../../static/js/nursery/nursery.js"
import { Phone } from "./phones.js"

const ADD = [database => database.createObjectStore("outbox", { autoIncrement: true })]
const MORE = [...ADD, database => database.createObjectStore("songs")]

async function add(database, value) {
  return database.write(["outbox"], ({ outbox }) => wanted(outbox.add(value)))
}

async function all(database) {
  return database.read(["outbox"], ({ outbox }) => wanted(outbox.getAll()))
}

test("where opening hangs the phone says so within three seconds, and a later try may work", async () => {
  const storage = new IDBFactory()
  let hangs = true
  globalThis.indexedDB = { open: (...wanted) => hangs ? {} : storage.open(...wanted) }
  globalThis.BroadcastChannel = undefined // an open one would keep Node alive
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true })
  const began = Date.now()
  await assert.rejects(openNursery(), { name: "NurseryUnavailable" })
  assert(Date.now() - began < 4_000)
  hangs = false
  const nursery = await openNursery()
  assert.equal(nursery, await openNursery())
  await nursery.save("massage", {})
  assert.equal((await nursery.pending()).length, 1)
})

test("where storage is blocked or missing the page hears of it by name", async () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, "indexedDB")
  const { openNursery: openAnother } = await import("../../../static/js/nursery/nursery.js?another")
  for (const get of [() => undefined, () => { throw new DOMException("blocked", "SecurityError") }]) {
    Object.defineProperty(globalThis, "indexedDB", { get, configurable: true })
    await assert.rejects(openAnother(), { name: "NurseryUnavailable", reason: "closed" })
  }
  Object.defineProperty(globalThis, "indexedDB", before)
})

test("a database that cannot be opened says so", async () => {
  const blocked = { get indexedDB() { throw new DOMException("blocked", "SecurityError") } }
  await assert.rejects(add(new Database("family", ADD, blocked), 1), { name: "NurseryUnavailable", reason: "closed" })
})

test("an open that succeeds too late is closed again", async () => {
  const storage = new IDBFactory()
  const late = { open: (...wanted) => {
    const request = {}
    const real = storage.open(...wanted)
    real.onupgradeneeded = event => request.onupgradeneeded?.call(request, Object.assign(event, {}))
    Object.defineProperty(request, "result", { get: () => real.result })
    real.onsuccess = () => setTimeout(() => request.onsuccess(), 3_300)
    return request
  } }
  await assert.rejects(add(new Database("family", ADD, { indexedDB: late }), 1), { name: "NurseryUnavailable" })
  await new Promise(resolve => setTimeout(resolve, 600))
  await add(new Database("family", MORE, { indexedDB: storage }), "not blocked")
})

for (const name of ["InvalidStateError", "UnknownError"]) {
  test(`a connection that dies with ${name} at any transaction heals, and every save is there once`, async () => {
    for (let k = 1; k <= 20; k++) {
      const phone = new Phone()
      const nursery = await phone.start()
      let count = 0
      phone.beforeTransaction = handle => {
        if (++count != k) return
        handle.close()
        throw new DOMException("Connection to Indexed Database server lost", name)
      }
      for (let n = 0; n < 12; n++) await nursery.save("massage", { note: `${n}` })
      await nursery.all("massage")
      assert.deepEqual((await nursery.pending()).map(entry => entry.fields.note), Array.from({ length: 12 }, (_, n) => `${n}`))
      phone.beforeTransaction = null
    }
  })
}

test("a connection that always dies is given up: the save says that it is not kept", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  phone.beforeTransaction = () => { throw new DOMException("connection is closing", "InvalidStateError") }
  await assert.rejects(nursery.save("massage", {}), { name: "NurseryUnavailable", reason: "closed" })
  phone.beforeTransaction = null
  await nursery.save("massage", {})
  assert.equal((await nursery.pending()).length, 1)
})

test("a browser that drops the connection is asked again", async () => {
  const storage = new IDBFactory()
  const handles = []
  const indexedDB = { open: (...wanted) => {
    const request = storage.open(...wanted)
    request.addEventListener("success", () => handles.push(request.result))
    return request
  } }
  const database = new Database("family", ADD, { indexedDB })
  await add(database, 1)
  handles[0].close()
  handles[0].onclose()
  await add(database, 2)
  assert.deepEqual([await all(database), handles.length], [[1, 2], 2])
})

test("an upgrade keeps what was never sent, and the old tab lets go for it", async () => {
  const indexedDB = new IDBFactory()
  const old = new Database("family", ADD, { indexedDB })
  for (const value of [1, 2, 3]) await add(old, value)
  const next = new Database("family", MORE, { indexedDB })
  await next.write(["songs"], ({ songs }) => wanted(songs.put("la", "lullaby")))
  assert.deepEqual(await all(next), [1, 2, 3])
  await add(old, 4)
  assert.deepEqual(await all(old), [1, 2, 3, 4], "older code opens the newer database")
})

test("an upgrade cut off in the middle leaves the old database", async () => {
  const indexedDB = new IDBFactory()
  await add(new Database("family", ADD, { indexedDB }), "pending")
  const broken = [...MORE, () => { throw new RangeError("the phone was switched off") }]
  await assert.rejects(add(new Database("family", broken, { indexedDB }), "never"))
  assert.deepEqual(await all(new Database("family", MORE, { indexedDB })), ["pending"])
})

test("an upgrade that another tab blocks ends in time", async () => {
  const indexedDB = new IDBFactory()
  const request = indexedDB.open("family", 1)
  const handle = await new Promise(resolve => { request.onsuccess = () => resolve(request.result) })
  await assert.rejects(add(new Database("family", MORE, { indexedDB }), 1), { name: "NurseryUnavailable" })
  handle.close()
})
