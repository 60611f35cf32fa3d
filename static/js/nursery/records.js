// What a parent sees: the records as the server knows them, with pending entries folded on top.
import { wanted } from "./transactions.js"
import { fold } from "./fold.js"

/** The records of a kind as `onTop` shows them, also withdrawn ones. */
export async function recordsOf(database, kind) {
  const [records, rows] = await database.read(["records", "outbox"], stores => Promise.all([
    wanted(stores.records.index("kind").getAll(kind)), wanted(stores.outbox.index("kind").getAll(kind))
  ]))
  return view(records, rows.map(row => row.entry))
}

/** Every record as `onTop` shows it, of whatever kind, also withdrawn ones. */
export async function everyRecord(database) {
  const [records, rows] = await database.read(["records", "outbox"], stores => Promise.all([
    wanted(stores.records.getAll()), wanted(stores.outbox.getAll())
  ]))
  return view(records, rows.map(row => row.entry))
}

/** One record as `onTop` shows it, also a withdrawn one. */
export async function recordWith(database, id) {
  const [record, rows] = await database.read(["records", "outbox"], stores => Promise.all([
    wanted(stores.records.get(id)), wanted(stores.outbox.index("record").getAll(id))
  ]))
  return onTop(record ?? null, rows.map(row => row.entry))
}

/** What waits for the server, oldest first. */
export async function pendingEntries(database) {
  const rows = await database.read(["outbox"], ({ outbox }) => wanted(outbox.getAll()))
  return rows.map(row => row.entry)
}

/** Of what waits, the entries that made the server refuse a whole batch: each is tried alone. */
export async function troubledEntries(database) {
  const rows = await database.read(["outbox"], ({ outbox }) => wanted(outbox.getAll()))
  return rows.filter(row => row.isTroubled).map(row => row.entry)
}

/** How many entries wait for the server. */
export async function countWaiting(database) {
  return database.read(["outbox"], ({ outbox }) => wanted(outbox.count()))
}

/** [{ entry, code, field, message }] that the server would not take. */
export async function refusedEntries(database) {
  return database.read(["refused"], ({ refused }) => wanted(refused.getAll()))
}

/**
 * `record` (as answered by the server, or null) with `entries` of it on top, whatever their
 * stamps: what was written on this phone shows at once. Returns
 * { kind, record, fields, stamps: { field: at }, withdrawn, pending }, or null when there is nothing.
 */
export function onTop(record, entries) {
  if (!entries.length) return record && { ...shown(record), pending: false }
  const own = entries.reduce(fold, null)
  const isDecided = Object.hasOwn(own.stamps, "withdrawn")
  return {
    kind: record?.kind ?? own.kind,
    record: own.record,
    fields: { ...without(record?.fields ?? {}, Object.keys(own.stamps)), ...own.fields },
    stamps: { ...record?.stamps, ...moments(own.stamps) },
    withdrawn: isDecided ? own.withdrawn : record?.withdrawn ?? false,
    pending: true
  }
}

/** Every record of `records` and `entries`, as `onTop` shows it. */
export function view(records, entries) {
  const pending = new Map(records.map(record => [record.record, []]))
  for (const entry of entries) {
    if (!pending.has(entry.record)) pending.set(entry.record, [])
    pending.get(entry.record).push(entry)
  }
  const known = new Map(records.map(record => [record.record, record]))
  return [...pending].map(([id, own]) => onTop(known.get(id) ?? null, own))
}

function shown({ kind, record, fields, stamps, withdrawn }) {
  return { kind, record, fields, stamps, withdrawn }
}

function without(fields, names) {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

function moments(stamps) {
  return Object.fromEntries(Object.entries(stamps).map(([name, [at]]) => [name, at]))
}
