const FORMAT = "warm-hands"
const VERSION = 1
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** This is no file of ours; `reason` is "not-a-file", "not-ours" or "newer". */
export class UnreadableFile extends Error {
  name = "UnreadableFile"

  constructor(reason) {
    super(reason)
    this.reason = reason
  }
}

/** Everything that this phone may see, as a file: `records` as the nursery gives them, `refused` entries with reasons. */
export function familyFile({ records, refused }, now) {
  return {
    format: FORMAT, version: VERSION, exported_at: new Date(now).toISOString(),
    records: records.map(({ kind, record, fields }) => ({ kind, record, fields })),
    refused
  }
}

/**
 * Reads a file that `familyFile` made: `{ records, unreadable }`, the latter how many of its parts make no sense.
 *
 * Throws UnreadableFile. What a kind or a field means is not asked here: a later release may know more of them.
 */
export function readFamilyFile(text) {
  const file = parsed(text)
  if (file?.format !== FORMAT || !Array.isArray(file.records)) throw new UnreadableFile("not-ours")
  if (file.version > VERSION) throw new UnreadableFile("newer")
  const records = file.records.filter(isRecord)
  return { records, unreadable: file.records.length - records.length }
}

/**
 * What a file has that this phone does not know, as entries to save.
 *
 * `known` are the ids of records here, also of removed ones: what was changed or removed here stays so. `once` maps
 * kinds that a family has once to this family's record of it; the invitation comes only where there is none.
 */
export function newEntries(records, known, once) {
  return records.flatMap(({ kind, record, fields }) => {
    if (kind === "family") return [] // the time zone: this family has one
    const id = once[kind] ?? record
    if (known.has(id)) return []
    const { devices: _, ...own } = fields // phones of another installation
    return [{ kind, record: id, action: "put", fields: kind === "reminder" ? own : fields }]
  })
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnreadableFile("not-a-file")
  }
}

function isRecord(thing) {
  const { kind, record, fields } = thing ?? {}
  return typeof kind === "string" && ID.test(record) && typeof fields === "object" && fields !== null && !Array.isArray(fields)
}
