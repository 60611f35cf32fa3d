import assert from "node:assert/strict"
import { test } from "node:test"
import { ours, Phone, until, yes } from "./phones.js"

test("what was saved is there after the app was killed", async () => {
  const phone = new Phone()
  const before = await phone.start()
  const entry = await before.save("massage", { outcome: "given", note: "by the window" })
  const after = await phone.start()
  assert.deepEqual(after.ids, before.ids)
  assert.deepEqual(await after.pending(), [entry])
  assert.deepEqual(await after.all("massage"), [{
    kind: "massage", record: entry.record, fields: { outcome: "given", note: "by the window" },
    stamps: { outcome: entry.recorded_at, note: entry.recorded_at }, withdrawn: false, pending: true
  }])
})

test("a save asks for strict durability and resolves only when it is complete", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const seen = []
  phone.onTransaction = (names, mode, options, transaction) => {
    if (mode != "readwrite") return
    seen.push(options.durability)
    transaction.addEventListener("complete", () => seen.push("complete"))
  }
  await nursery.save("massage", { outcome: "given" })
  assert.deepEqual(seen, ["strict", "complete"])
})

test("several saves stay together or not at all", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const wrong = { kind: "massage", record: null }
  await assert.rejects(nursery.saveAll([{ kind: "child", fields: { name: "Mia" } }, wrong]), { name: "DataError" })
  assert.deepEqual(await nursery.pending(), [])
  await nursery.saveAll([{ kind: "child", fields: { name: "Mia" } }, { kind: "massage", fields: { outcome: "given" } }])
  assert.deepEqual((await nursery.pending()).map(entry => entry.kind), ["child", "massage"])
})

test("a full phone says so and keeps nothing half", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  phone.beforeTransaction = (handle, mode) => {
    if (mode == "readwrite") throw new DOMException("full", "QuotaExceededError")
  }
  await assert.rejects(nursery.save("massage", {}), { name: "NurseryUnavailable", reason: "full" })
  phone.beforeTransaction = null
  assert.deepEqual(await nursery.pending(), [])
})

test("withdrawn records are left out, restored ones are back", async () => {
  const nursery = await new Phone().start()
  const { record } = await nursery.save("massage", { outcome: "given" })
  await nursery.save("massage", {}, { record, action: "withdraw" })
  assert.deepEqual(await nursery.all("massage"), [])
  assert.equal((await nursery.get(record)).withdrawn, true)
  await nursery.save("massage", {}, { record, action: "restore" })
  assert.equal((await nursery.all("massage")).length, 1)
})

test("the last word wins although the clock was set back ten years", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const { record, recorded_at } = await nursery.save("massage", { note: "first", oil: "almond" })
  phone.now -= 10 * 365 * 86_400_000
  const second = await nursery.save("massage", { note: "second" }, { record })
  assert.equal(second.recorded_at, new Date(Date.parse(recorded_at) + 1).toISOString())
  assert.equal((await nursery.get(record)).fields.note, "second")
  const other = await nursery.save("massage", { helped: ["hold"] }, { record })
  assert.equal(other.recorded_at, new Date(phone.now).toISOString(), "nothing was known of that field")
})

test("a clock beyond all years still makes a moment the wire can carry", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  phone.now = Number.MAX_SAFE_INTEGER
  assert.equal((await nursery.save("massage", {})).recorded_at, "9999-12-31T23:59:59.999Z")
})

test("half an emoji and a NUL do not spoil what travels", async () => {
  const nursery = await new Phone().start()
  const { fields } = await nursery.save("massage", { note: "a\ud83d b\0 \u{1f476}", helped: ["\udc76"], nothing: undefined })
  assert.deepEqual(fields, { note: "a\ufffd b\ufffd \u{1f476}", helped: ["\ufffd"] })
})

test("unknown kinds and unknown fields are kept as they came", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member()
  const lullaby = { kind: "lullaby", record: "00000000-0000-4000-8000-00000000000a", number: 1, withdrawn: false,
    fields: { verses: [{ line: "la" }], constructor: "Brahms" }, stamps: { verses: "2030-01-01T00:00:00.000Z", constructor: "2030-01-01T00:00:00.000Z" } }
  phone.server = asked => yes(phone, asked, { cursor: 1, records: [lullaby] })
  await nursery.sync()
  const { number, ...shown } = lullaby
  assert.deepEqual(await nursery.all("lullaby"), [{ ...shown, pending: false }])
})

test("what a family has once has the same id on every phone", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  assert.equal(await nursery.one("reminder"), null)
  await nursery.save("reminder", { on: true, time: "19:00" }, { record: nursery.fixed("reminder") })
  assert.deepEqual((await nursery.one("reminder")).fields, { on: true, time: "19:00" })
  assert.equal((await phone.start()).fixed("reminder"), nursery.fixed("reminder"))
})

test("settings of the phone and of the family are kept apart", async () => {
  const nursery = await new Phone().start()
  await nursery.phone.set("theme", "night")
  await nursery.state.set("player", { step: 3 })
  assert.deepEqual([await nursery.phone.get("theme"), await nursery.state.get("theme"), await nursery.state.get("player")],
    ["night", undefined, { step: 3 }])
  await nursery.state.delete("player")
  assert.equal(await nursery.state.get("player"), undefined)
})

test("a save tells this page, and other tabs hear of it", async () => {
  const bus = new EventTarget()
  const broadcast = () => Object.assign(new EventTarget(), {
    postMessage(data) { bus.dispatchEvent(Object.assign(new Event("message"), { from: this, data })) }
  })
  const [one, two] = [broadcast(), broadcast()]
  bus.addEventListener("message", ({ from, data }) => {
    for (const other of [one, two]) if (other != from) other.dispatchEvent(Object.assign(new Event("message"), { data }))
  })
  const phone = new Phone()
  const here = await phone.start({ broadcast: one })
  const there = await phone.start({ broadcast: two })
  const heard = []
  here.addEventListener("change", () => heard.push("here"))
  there.addEventListener("change", () => heard.push("there"))
  await here.save("massage", {})
  await until(() => heard.length == 2)
  assert.deepEqual(heard, ["here", "there"])
})

test("the first save asks the browser to keep the storage, and goes on when that hangs", async () => {
  let asked = 0
  const storage = { persist: () => new Promise(() => { asked++ }) }
  const nursery = await new Phone({ storage }).start()
  await nursery.save("massage", {})
  await nursery.save("massage", {})
  assert.equal(asked, 1)
})

test("an eager nursery syncs by itself after a save", async () => {
  const phone = new Phone({ isEager: true })
  const nursery = await phone.start()
  await phone.member()
  phone.server = asked => asked.path == "/api/sync" ? yes(phone, asked) : ours({}, 404)
  await nursery.save("massage", { outcome: "given" })
  await until(async () => (await nursery.pending()).length == 0)
})

test("what several ask at once is read once", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await nursery.save("child", { name: "Mia" })
  const reads = []
  phone.onTransaction = (_, mode) => mode == "readonly" && reads.push(mode)
  const names = async () => (await nursery.all("child")).map(({ fields }) => fields.name)
  assert.deepEqual(await Promise.all([names(), names(), names()]), [["Mia"], ["Mia"], ["Mia"]])
  assert.equal(reads.length, 1)
})

test("who asks after a change waits for no read from before it", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  let end = null
  phone.onTransaction = (_, mode, __, transaction) => {
    if (mode == "readonly" && !end) Object.defineProperty(transaction, "oncomplete", { set: complete => { end = complete } })
  }
  const told = []
  const early = nursery.all("child").then(() => told.push("early"))
  await until(async () => end)
  await nursery.save("child", { name: "Noa" })
  assert.deepEqual((await nursery.all("child")).map(({ fields }) => fields.name), ["Noa"])
  assert.deepEqual(told, [])
  end()
  await early
})
