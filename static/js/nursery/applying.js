// One answer of the server becomes what the phone knows, in one transaction: all of it or nothing.
import { wanted } from "./transactions.js"
import { onTop } from "./records.js"
import { reoffer } from "./reoffering.js"

/** The stores that `apply` needs. */
export const APPLYING = ["outbox", "records", "sent", "refused", "state"]

/**
 * Applies `answer` to the request { epoch, cursor, rows }; returns true when it was applied, and
 * false, having changed nothing, when it would take most of what this phone shows away.
 */
export async function apply(stores, { epoch, cursor, rows }, answer, { now, isAgreed }) {
  const position = await wanted(stores.state.get("position")) ?? { epoch: null, cursor: 0 }
  if (!isAgreed && await emptiesThePhone(stores, answer.records)) return false
  const isNewHistory = position.epoch !== null && answer.epoch != position.epoch
  if (isNewHistory) await reoffer(stores)
  settle(stores, rows, answer)
  for (const record of answer.records) await keep(stores, record)
  stores.state.put(nextPosition(position, { epoch, cursor }, answer), "position")
  stores.state.put(answer.reminder_status, "reminderStatus")
  stores.state.put(now, "syncedAt")
  return true
}

// Only a verdict on an entry that we did send takes it out of the outbox. While more records are
// to come, what was accepted stays on top: its record may be among them.
function settle(stores, rows, { accepted, refused, more }) {
  const ours = new Map(rows.map(row => [row.entry.id, row]))
  for (const id of more ? [] : accepted.filter(id => ours.has(id))) {
    const { place, entry, isCopy } = ours.get(id)
    stores.outbox.delete(place)
    if (!isCopy) stores.sent.put(entry)
  }
  for (const { id, code, field, message } of refused.filter(({ id }) => ours.has(id))) {
    const { place, entry, isCopy } = ours.get(id)
    stores.outbox.delete(place)
    // somebody else's words, offered again by a helper's phone, are not its own to worry about
    if (!isCopy || code != "not-yours") stores.refused.put({ id, entry, code, field, message })
  }
}

// An answer that was overtaken by a later one must not bring the past back.
async function keep(stores, record) {
  const known = await wanted(stores.records.get(record.record))
  if (!known || known.number < record.number) stores.records.put(record)
}

function nextPosition(position, asked, { epoch, cursor }) {
  if (position.epoch != epoch) return { epoch, cursor: position.epoch === null ? cursor : 0 }
  const isContinuous = asked.epoch == epoch && asked.cursor <= position.cursor
  return isContinuous ? { epoch, cursor: Math.max(position.cursor, cursor) } : position
}

// Five or more records shown, and more than half of them withdrawn by one answer (joplin#883).
async function emptiesThePhone(stores, records) {
  const withdrawn = new Set(records.filter(record => record.withdrawn).map(record => record.record))
  if (!withdrawn.size) return false
  const [held, rows] = await Promise.all([
    wanted(stores.records.getAll()), wanted(stores.outbox.getAll())
  ])
  const shown = held.filter(record => isShown(record, rows))
  const leaving = shown.filter(record => withdrawn.has(record.record))
  return shown.length >= 5 && leaving.length * 2 > shown.length
}

function isShown(record, rows) {
  const pending = rows.map(row => row.entry).filter(entry => entry.record == record.record)
  return !onTop(record, pending).withdrawn
}
