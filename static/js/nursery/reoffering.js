// After a new epoch (a server restored from a backup) this phone offers what it knows once more.
import { wanted } from "./transactions.js"
import { said } from "./fold.js"
import { earliest, moved } from "./moments.js"
import { uuid5 } from "./uuid5.js"

/** Puts own accepted entries and every record held back into the outbox, in one transaction. */
export async function reoffer(stores) {
  const [sent, records] = await Promise.all([
    wanted(stores.sent.getAll()), wanted(stores.records.getAll())
  ])
  const known = new Map(records.map(record => [record.record, record]))
  for (const entry of sent) {
    stores.sent.delete(entry.id)
    await offer(stores, { entry: again(entry, known.get(entry.record)) })
  }
  for (const record of records) {
    for (const entry of copies(record)) await offer(stores, { entry, isCopy: true })
    stores.records.put({ ...record, number: -1 }) // numbers of another history mean nothing
  }
}

/**
 * An own entry as it may be offered to another history. A stamp that the server gave back bounds
 * a clock that was in the future; where somebody else's word won, ours stays before it.
 */
export function again(entry, record) {
  const bounds = said(entry).map(([name, value]) => {
    if (!record || !Object.hasOwn(record.stamps, name)) return entry.recorded_at
    const stamp = record.stamps[name]
    return isSame(value, current(record, name)) ? stamp : moved(stamp, -1)
  })
  return { ...entry, recorded_at: earliest([entry.recorded_at, ...bounds]) }
}

// A record as puts, one a field, with ids that every phone which holds it mints alike.
function copies(record) {
  return Object.entries(record.stamps).map(([name, stamp]) => ({
    id: uuid5(record.record, `${name} ${stamp}`), record: record.record, kind: record.kind,
    recorded_at: stamp, ...(name == "withdrawn"
      ? { action: record.withdrawn ? "withdraw" : "restore", fields: {} }
      : { action: "put", fields: { [name]: current(record, name) } })
  }))
}

function current(record, name) {
  if (name == "withdrawn") return record.withdrawn
  return Object.hasOwn(record.fields, name) ? record.fields[name] : null
}

function isSame(a, b) {
  return JSON.stringify(a) == JSON.stringify(b)
}

async function offer(stores, row) {
  const isThere = await wanted(stores.outbox.index("id").getKey(row.entry.id))
  if (isThere === undefined) await wanted(stores.outbox.add(row))
}
