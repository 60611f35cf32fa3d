// Folds entries into the record they are about. The twin of webapp/ledger/fold.py: both are
// tested over tests/cases/fold.json. Pure: any order, any number of repeats, same record.

const WITHDRAWN = "withdrawn" // stamped like a field, so a put can never write a field of this name

/**
 * Returns `record` with `entry` folded in; neither is changed.
 * record: { kind, record, fields, stamps: { field: [at, recorded_at, entry id] }, withdrawn } or null.
 * entry: as on the wire, with `received_at` where the server's moment is known.
 */
export function fold(record, entry) {
  const stamp = stampOf(entry)
  let folded = record
    // a record has one kind; whoever says otherwise must not make the order matter
    ? { ...record, kind: record.kind < entry.kind ? record.kind : entry.kind }
    : { kind: entry.kind, record: entry.record, fields: {}, stamps: {}, withdrawn: false }
  for (const [name, value] of said(entry)) {
    // hasOwn: a field may be called "constructor"
    if (Object.hasOwn(folded.stamps, name) && !isAfter(stamp, folded.stamps[name])) continue
    folded = { ...folded, stamps: { ...folded.stamps, [name]: stamp }, ...written(folded, name, value) }
  }
  return folded
}

/** [at, recorded_at, entry id]: a clock in the future counts from when the server received the entry. */
export function stampOf({ id, recorded_at, received_at = recorded_at }) {
  return [received_at < recorded_at ? received_at : recorded_at, recorded_at, id]
}

/** The [name, value] pairs that an entry says, withdrawing and restoring among them. */
export function said({ action, fields }) {
  if (action == "put") return Object.entries(fields).filter(([name]) => name != WITHDRAWN)
  if (action == "withdraw") return [[WITHDRAWN, true]]
  if (action == "restore") return [[WITHDRAWN, false]]
  return []
}

function isAfter(stamp, other) {
  const place = stamp.findIndex((part, index) => part != other[index])
  return place >= 0 && stamp[place] > other[place]
}

function written({ fields }, name, value) {
  if (name == WITHDRAWN) return { withdrawn: value }
  if (value !== null) return { fields: { ...fields, [name]: value } }
  return { fields: Object.fromEntries(Object.entries(fields).filter(([other]) => other != name)) }
}
