import assert from "node:assert/strict"
import { test } from "node:test"
import { ours, Phone, until, yes } from "./phones.js"

async function memberWith(entries) {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member()
  for (let n = 0; n < entries; n++) await nursery.save("massage", { note: `${n}` })
  phone.asked.length = 0
  return { phone, nursery }
}

const STATUSES = [
  200, 201, 202, 203, 204, 205, 206, 208, 226, 300, 301, 302, 303, 304, 307, 308, 400, 402, 403, 404, 405, 406, 407, 408, 409,
  410, 411, 413, 415, 418, 421, 422, 423, 425, 428, 429, 431, 451, 500, 502, 503, 504, 507, 511
]
const BODIES = {
  "a hotel's page": () => ["<html>Log in to our Wi-Fi</html>", { "Content-Type": "text/html" }],
  "nothing": () => ["", {}],
  "half an answer of ours": () => ['{"epoch":"e","cursor":1,"accep', { "Warm-Hands": "1", "Content-Type": "application/json" }],
  "JSON of another app": id => [JSON.stringify({ accepted: [id], refused: [], records: [], epoch: "e", cursor: 9 }), { "Content-Type": "application/json" }],
  "ours, without a verdict": () => [JSON.stringify({ error: { code: "not-now", message: "Later." } }), { "Warm-Hands": "1", "Content-Type": "application/json" }]
}

test(`whatever comes with ${STATUSES.length} statuses and ${Object.keys(BODIES).length} bodies, the outbox stays`, async () => {
  const { phone, nursery } = await memberWith(1)
  const before = await nursery.pending()
  for (const status of STATUSES) {
    for (const [name, body] of Object.entries(BODIES)) {
      const [text, headers] = body(before[0].id)
      const isBodiless = [204, 205, 304].includes(status)
      phone.server = () => new Response(isBodiless ? null : text, { status, headers })
      const { waiting } = await nursery.sync({ isUrgent: true })
      assert.equal(waiting, 1, `${status} with ${name}`)
      assert.deepEqual(await nursery.pending(), before, `${status} with ${name}`)
      phone.now += 3_600_000
    }
  }
  assert.deepEqual(await nursery.refused(), [])
  phone.server = asked => yes(phone, asked)
  assert.equal((await nursery.sync()).waiting, 0)
})

test("a 401 that is not ours, or has no code of ours, decides nothing", async () => {
  const { phone, nursery } = await memberWith(1)
  for (const answer of [new Response("Unauthorized", { status: 401 }), ours({ error: { code: "proxy", message: "" } }, 401)]) {
    phone.server = () => answer
    assert.deepEqual(await nursery.sync({ isUrgent: true }), { status: "waiting", waiting: 1 })
  }
})

test("a phone the server does not know keeps everything", async () => {
  const { phone, nursery } = await memberWith(1)
  phone.server = () => ours({ error: { code: "device-unknown", message: "This phone is not known here." } }, 401)
  assert.deepEqual(await nursery.sync(), { status: "device-unknown", waiting: 1, code: "device-unknown" })
  assert.equal((await nursery.all("massage")).length, 1)
})

for (const code of ["device-revoked", "family-deleted"]) {
  test(`${code} erases what the family wrote, and keeps what was never sent until it is let go`, async () => {
    const { phone, nursery } = await memberWith(1)
    phone.server = asked => yes(phone, asked, { cursor: 1, records: asked.body.entries.map(({ record, kind, fields }) =>
      ({ record, kind, fields, number: 1, withdrawn: false, stamps: {} })) })
    await nursery.sync()
    const unsent = await nursery.save("massage", { note: "unsent" })
    phone.server = () => ours({ error: { code, message: "…" } }, 401)
    assert.deepEqual(await nursery.sync(), { status: "device-revoked", waiting: 1, code })
    assert.deepEqual((await nursery.all("massage")).map(({ record }) => record), [unsent.record])
    const reopened = await phone.start()
    assert.deepEqual(await reopened.sync(), { status: "device-revoked", waiting: 1, code })
    const { family } = reopened.ids
    await reopened.forget()
    assert.notEqual(reopened.ids.family, family)
    assert.deepEqual([await reopened.pending(), await reopened.sync()], [[], { status: "no-family", waiting: 0 }])
  })
}

test("a refused entry is kept and shown, and does not hold the others up", async () => {
  const { phone, nursery } = await memberWith(3)
  const [first, bad, last] = await nursery.pending()
  const refusal = { id: bad.id, code: "invalid", field: "note", message: "This note is too long." }
  phone.server = asked => yes(phone, asked, { accepted: [first.id, last.id], refused: [refusal] })
  assert.deepEqual(await nursery.sync(), { status: "needs-you", waiting: 0 })
  assert.deepEqual(await (await phone.start()).refused(), [{ ...refusal, entry: bad }])
})

test("only what was sent can be answered: verdicts on anything else are ignored", async () => {
  const { phone, nursery } = await memberWith(1)
  phone.server = async asked => {
    if (asked.path == "/api/sync" && asked.body.entries.length == 1) await nursery.save("massage", { note: "meanwhile" })
    const all = (await nursery.pending()).map(entry => entry.id)
    phone.server = null
    return yes(phone, asked, { accepted: all })
  }
  assert.deepEqual(await nursery.sync(), { status: "waiting", waiting: 1 })
})

test("a batch has at most 200 entries and 256 kB", async () => {
  const { phone, nursery } = await memberWith(0)
  await nursery.saveAll(Array.from({ length: 450 }, (_, n) => ({ kind: "massage", fields: { note: `${n}` } })))
  await nursery.saveAll(Array.from({ length: 40 }, () => ({ kind: "massage", fields: { note: "x".repeat(20_000) } })))
  phone.server = asked => yes(phone, asked)
  assert.equal((await nursery.sync()).status, "saved")
  for (const { body } of phone.asked) {
    assert(body.entries.length <= 200)
    assert(JSON.stringify(body.entries).length <= 257 * 1024)
  }
  assert.equal(new Set(phone.asked.flatMap(({ body }) => body.entries.map(entry => entry.id))).size, 490)
})

for (const status of [400, 413]) {
  test(`a ${status} on a batch halves it: one bad entry among 300 is found, kept and passed by`, async () => {
    const { phone, nursery } = await memberWith(0)
    const saved = await nursery.saveAll(Array.from({ length: 300 }, (_, n) => ({ kind: "massage", fields: { note: `${n}` } })))
    const bad = saved[123].id
    phone.server = asked => asked.body.entries.some(({ id }) => id == bad)
      ? ours({ error: { code: "not-strict-json", message: "What arrived was not readable." } }, status) : yes(phone, asked)
    assert.deepEqual(await nursery.sync(), { status: "needs-you", waiting: 1 })
    assert.deepEqual((await nursery.pending()).map(({ id }) => id), [bad])
    assert.deepEqual((await nursery.troubled()).map(({ id }) => id), [bad])
    phone.asked.length = 0
    await nursery.save("massage", { note: "next" })
    await nursery.sync()
    assert.deepEqual(phone.asked.map(({ body }) => body.entries.length), [1, 1], "next time it travels alone")
  })
}

test("an answer cut off anywhere changes nothing; the phone killed while applying it has all of it or nothing", async () => {
  const { phone, nursery } = await memberWith(2)
  const entries = await nursery.pending()
  const records = entries.map(({ record, kind, fields, recorded_at }, n) =>
    ({ record, kind, fields, number: n + 1, withdrawn: false, stamps: { note: recorded_at } }))
  const whole = await yes(phone, { body: { cursor: 0, entries } }, { cursor: 2, records }).text()
  for (let n = 0; n < 20; n++) {
    phone.server = () => new Response(whole.slice(0, whole.length * n / 20), { headers: { "Warm-Hands": "1" } })
    await nursery.sync({ isUrgent: true })
    assert.deepEqual(await nursery.pending(), entries)
  }
  phone.server = () => new Response(whole, { headers: { "Warm-Hands": "1" } })
  phone.onTransaction = (names, mode, options, transaction) => {
    if (names.includes("sent")) transaction.objectStore("records").clear().onsuccess = () => transaction.abort()
  }
  await assert.rejects(nursery.sync({ isUrgent: true }), { name: "NurseryUnavailable" })
  phone.onTransaction = null
  const reopened = await phone.start()
  assert.deepEqual(await reopened.pending(), entries)
  assert.equal((await reopened.sync({ isUrgent: true })).status, "saved")
  assert.equal((await reopened.all("massage")).filter(({ pending }) => !pending).length, 2)
})

test("5,000 entries are sent in a minute", async () => {
  const { phone, nursery } = await memberWith(0)
  await nursery.saveAll(Array.from({ length: 5_000 }, (_, n) => ({ kind: "massage", fields: { note: `${n}` } })))
  phone.server = asked => yes(phone, asked)
  const began = Date.now()
  assert.deepEqual(await nursery.sync(), { status: "saved", waiting: 0 })
  assert(Date.now() - began < 60_000)
})

test("while more records are to come, what was accepted stays in sight", async () => {
  const { phone, nursery } = await memberWith(1)
  const [entry] = await nursery.pending()
  const other = n => ({ kind: "massage", record: `0000000${n}-0000-4000-8000-000000000000`, number: n, withdrawn: false, fields: { note: "other" }, stamps: { note: "2026-01-01T00:00:00.000Z" } })
  const seen = []
  phone.server = async asked => {
    seen.push((await nursery.all("massage")).length)
    const page = asked.body.cursor + 1
    const own = { ...other(3), record: entry.record, fields: entry.fields }
    return yes(phone, asked, page <= 3 ? { cursor: page, more: page < 3, records: [page < 3 ? other(page) : own] } : {})
  }
  assert.deepEqual(await nursery.sync(), { status: "saved", waiting: 0 })
  assert.deepEqual(seen, [1, 2, 3, 3])
})

test("an answer overtaken by a later one does not bring the past back", async () => {
  const { phone, nursery } = await memberWith(0)
  const record = "00000000-0000-4000-8000-00000000000a"
  const at = (number, note) => ({ kind: "massage", record, number, withdrawn: false, fields: { note }, stamps: { note: "2026-01-01T00:00:00.000Z" } })
  const tab = await phone.start()
  let release
  phone.server = async asked => {
    phone.server = again => yes(phone, again, { cursor: 2, records: [at(2, "later")] })
    await new Promise(resolve => { release = resolve })
    return yes(phone, asked, { cursor: 1, records: [at(1, "earlier")] })
  }
  const slow = nursery.sync()
  await until(() => release)
  await tab.sync()
  release()
  await slow
  assert.equal((await nursery.get(record)).fields.note, "later")
  phone.server = asked => yes(phone, asked)
  await nursery.sync()
  assert.equal(phone.asked.at(-1).body.cursor, 2)
})

test("two tabs that sync at once: with locks each entry is sent once, without them harmlessly twice", async () => {
  for (const locks of [queue(), undefined]) {
    const phone = new Phone({ locks })
    const [one, two] = [await phone.start(), await phone.start()]
    await phone.member()
    await two.settle()
    for (let n = 0; n < 20; n++) await one.save("massage", { note: `${n}` })
    phone.asked.length = 0
    const server = new Map()
    phone.server = asked => {
      for (const entry of asked.body.entries) server.set(entry.id, entry)
      return yes(phone, asked)
    }
    const ends = await Promise.all([one.sync(), two.sync()])
    assert.deepEqual(ends, [{ status: "saved", waiting: 0 }, { status: "saved", waiting: 0 }])
    assert.equal(server.size, 20)
    if (locks) assert.equal(phone.asked.flatMap(({ body }) => body.entries).length, 20)
  }
})

test("what is saved while a sync runs is sent by the sync asked for afterwards", async () => {
  const { phone, nursery } = await memberWith(1)
  phone.server = asked => yes(phone, asked)
  const running = nursery.sync()
  await nursery.save("massage", { note: "late" })
  assert.deepEqual([(await nursery.sync()).waiting, (await running).status], [0, "saved"])
})

test("failures back off: not at once again, urgently yes, and Retry-After counts always", async () => {
  const { phone, nursery } = await memberWith(1)
  phone.server = () => new Response("Bad gateway", { status: 502 })
  for (let n = 0; n < 12; n++) await nursery.sync({ isUrgent: true })
  const { until: next, failures } = await nursery.state.get("patience")
  assert.equal(failures, 12)
  assert(next - phone.now <= 15 * 60_000)
  phone.asked.length = 0
  if (next > phone.now) await nursery.sync()
  assert.equal(phone.asked.length, 0)
  phone.server = () => ours({ error: { code: "too-many", message: "" } }, 429, { "Retry-After": "120" })
  await nursery.sync({ isUrgent: true })
  phone.server = asked => yes(phone, asked)
  assert.equal((await nursery.sync({ isUrgent: true })).status, "waiting")
  phone.now += 121_000
  assert.equal((await nursery.sync()).status, "saved")
})

test("a clock that is set back does not make a phone wait for years", async () => {
  const { phone, nursery } = await memberWith(1)
  phone.now += 10 * 365 * 86_400_000
  phone.server = () => ours({ error: { code: "too-many", message: "" } }, 429, { "Retry-After": "600" })
  await nursery.sync()
  phone.now -= 10 * 365 * 86_400_000
  phone.server = asked => yes(phone, asked)
  assert.equal((await nursery.sync()).status, "saved")
})

test("an answer that would take most of what is shown away waits for a yes", async () => {
  const { phone, nursery } = await memberWith(6)
  const kept = []
  phone.server = asked => {
    kept.push(...asked.body.entries.map(({ record, kind, fields, recorded_at }, n) =>
      ({ record, kind, fields, number: n + 1, withdrawn: false, stamps: { note: recorded_at } })))
    return yes(phone, asked, { cursor: 6, records: kept })
  }
  await nursery.sync()
  const gone = kept.slice(0, 4).map((record, n) => ({ ...record, number: 7 + n, withdrawn: true }))
  phone.server = asked => yes(phone, asked, { cursor: 10, records: gone })
  assert.equal((await nursery.sync()).status, "held")
  assert.equal((await nursery.all("massage")).length, 6)
  assert.equal((await nursery.sync({ isAgreed: true })).status, "saved")
  assert.equal((await nursery.all("massage")).length, 2)
})

// As navigator.locks, within this process: one holder of a name at a time.
function queue() {
  const turns = new Map()
  return {
    async request(name, options, work) {
      const before = turns.get(name)
      const turn = (async () => { await before; return work() })()
      turns.set(name, turn)
      return turn
    }
  }
}
