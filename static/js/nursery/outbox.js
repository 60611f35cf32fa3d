// What was saved on this phone and has no verdict from the server yet.
import { wanted } from "./transactions.js"
import { said } from "./fold.js"
import { latest, moment, moved } from "./moments.js"

const MOST_ENTRIES = 200
const MOST_BYTES = 256 * 1024

const WRITING = ["outbox", "records", "state"]

/**
 * Saves [{ kind, fields, record?, action? }] in one transaction and resolves with the entries, or
 * with null, having saved nothing, when the family of this database has moved elsewhere.
 */
export async function saveAll(database, things, { clock, random }) {
  const wishes = things.map(({ kind, fields = {}, record = random(), action = "put" }) =>
    ({ id: random(), record, kind, action, fields: sendable(fields) }))
  return database.write(WRITING, async stores => {
    if (await wanted(stores.state.get("left"))) return null
    const entries = []
    for (const wish of wishes) entries.push(await append(stores, wish, clock()))
    return entries
  })
}

/** Within a write transaction: own entries and refusals from elsewhere wait here too, each once. */
export async function takeBack({ outbox, sent, refused }, entries, refusals) {
  for (const entry of entries) {
    const isThere = await wanted(outbox.index("id").getKey(entry.id)) ?? await wanted(sent.getKey(entry.id))
    if (isThere === undefined) await wanted(outbox.add({ entry }))
  }
  for (const refusal of refusals) await wanted(refused.put(refusal))
}

// `recorded_at` comes after everything this phone knows of the same fields, so that a clock that
// was set back still lets the last word win.
async function append(stores, wish, now) {
  const [known, pending] = await Promise.all([
    wanted(stores.records.get(wish.record)),
    wanted(stores.outbox.index("record").getAll(wish.record))
  ])
  const names = said(wish).map(([name]) => name)
  const after = latest([
    ...names.map(name => known && Object.hasOwn(known.stamps, name) ? known.stamps[name] : ""),
    ...pending.filter(({ entry }) => says(entry, names)).map(({ entry }) => entry.recorded_at)
  ])
  const { id, record, kind, action, fields } = wish
  const recorded_at = latest([moment(now), after && moved(after, 1)])
  const entry = { id, record, kind, action, recorded_at, fields }
  await wanted(stores.outbox.add({ entry }))
  return entry
}

function says(entry, names) {
  return said(entry).some(([name]) => names.includes(name))
}

// Only what strict JSON can say; half an emoji or a NUL would spoil the batch it travels in.
function sendable(fields) {
  return JSON.parse(JSON.stringify(fields), (_, value) => typeof value == "string" ? readable(value) : value)
}

function readable(text) {
  return text.replace(/\p{Surrogate}|\0/gu, "\ufffd") // with u, only a half one is a surrogate
}

/**
 * The next rows to send, oldest first: after `place`, at most `limit` and 256 kB of them.
 * A row that made the server refuse a whole batch before travels alone.
 */
export async function nextRows(stores, place, limit) {
  const range = IDBKeyRange.lowerBound(place, true)
  const rows = await wanted(stores.outbox.getAll(range, Math.min(limit, MOST_ENTRIES)))
  const batch = []
  let bytes = 0
  for (const row of rows) {
    bytes += new TextEncoder().encode(JSON.stringify(row.entry)).length
    if (batch.length && (row.isTroubled || bytes > MOST_BYTES)) break
    batch.push(row)
    if (row.isTroubled) break
  }
  return batch
}
