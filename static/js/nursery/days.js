// Records by the day of their `when`, newest first and in pages: a journal of ten thousand massages
// is never read at once.
import { view } from "./records.js"
import { wanted } from "./transactions.js"

const STORES = ["records", "outbox"]
/** After every local date. */
export const LAST = "\uffff"

const FEW = 200 // up to here the outbox is read as a whole rather than asked for each record

/** What the family's database, which `database` gives, knows by day: between, back. */
export function byDay(database) {
  return {
    /** The records of `kind` from one local date to another, both included, in no order. */
    between: (kind, from, until) => recordsBetween(database(), kind, from, until),
    /**
     * The records of `kind`, an array of whole days at a time with about `size` of them, the newest days
     * first, from local date to local date where given. Those without a day come last.
     */
    back: (kind, span) => pagesBack(database, kind, span)
  }
}

async function* pagesBack(database, kind, { from = "", until = LAST, size = 60 } = {}) {
  let page = await pageBack(database(), kind, range(from, until), size)
  while (page) {
    yield page.records
    page = page.first > from ? await pageBack(database(), kind, range(from, page.first, true), size) : null
  }
  if (!from && until === LAST) yield await recordsWithoutDay(database(), kind)
}

// The newest days in the range that hold `size` records of each store, { first, records }, or null.
async function pageBack(database, kind, range, size) {
  return database.read(STORES, async stores => {
    const places = await Promise.all(STORES.map(name => ends(stores[name].index("day"), range, size)))
    const found = places.filter(Boolean)
    if (!found.length) return null
    const first = latest(found.map(({ first }) => first))
    const records = await recordsIn(stores, kind, latest([first, range.lower]), latest(found.map(({ last }) => last)))
    return { first, records }
  })
}

// The day of the newest key in the range, and of the one `size` keys before it.
function ends(index, range, size) {
  return new Promise((resolve, reject) => {
    const request = index.openKeyCursor(range, "prev")
    let last = null
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const day = request.result?.key ?? ""
      if (last !== null) return resolve({ first: day, last })
      if (!request.result) return resolve(null)
      last = day
      if (size < 2) return resolve({ first: day, last })
      request.result.advance(size - 1)
    }
  })
}

async function recordsBetween(database, kind, from, until) {
  return database.read(STORES, stores => recordsIn(stores, kind, from, until))
}

async function recordsIn(stores, kind, from, until) {
  const [records, rows] = await Promise.all([
    wanted(stores.records.index("day").getAll(range(from, until))),
    wanted(stores.outbox.index("day").getAll(range(from, until)))
  ])
  const known = new Set(records.map(({ record }) => record))
  const others = [...new Set(rows.map(({ entry }) => entry.record))].filter(id => !known.has(id))
  const present = await onTopOf(stores, kind, records, others)
  // what waits may have moved a record to another day
  return present.filter(({ fields }) => fields.when.local_date >= from && fields.when.local_date <= until)
}

async function recordsWithoutDay(database, kind) {
  return database.read(STORES, async stores => {
    const [records, places] = await Promise.all([stores.records, stores.outbox].map(store => keysWithoutDay(store, kind)))
    const waiting = await Promise.all(places.map(place => wanted(stores.outbox.get(place))))
    const present = await onTopOf(stores, kind, [], [...new Set([...records, ...waiting.map(({ entry }) => entry.record)])])
    return present.filter(({ fields }) => typeof fields.when?.local_date !== "string")
  })
}

async function keysWithoutDay(store, kind) {
  const [all, dated] = await Promise.all([wanted(store.index("kind").getAllKeys(kind)), wanted(store.index("day").getAllKeys(range()))])
  const known = new Set(dated)
  return all.filter(key => !known.has(key))
}

// Of the records, and of those with the ids `others`, what a parent sees of the kind, without withdrawn ones.
async function onTopOf({ records: store, outbox }, kind, records, others) {
  const [found, entries] = await Promise.all([
    Promise.all(others.map(id => wanted(store.get(id)))),
    entriesOf(outbox, new Set([...records.map(({ record }) => record), ...others]))
  ])
  return view([...records, ...found.filter(Boolean)], entries).filter(record => record.kind == kind && !record.withdrawn)
}

async function entriesOf(outbox, ids) {
  const rows = await wanted(outbox.count()) <= FEW
    ? (await wanted(outbox.getAll())).filter(({ entry }) => ids.has(entry.record))
    : (await Promise.all([...ids].map(id => wanted(outbox.index("record").getAll(id))))).flat()
  return rows.map(({ entry }) => entry)
}

function range(from = "", until = LAST, isOpen = false) {
  return IDBKeyRange.bound(from, until, false, isOpen)
}

const latest = days => days.reduce((a, b) => a > b ? a : b)
