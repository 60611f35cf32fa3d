// Sends what waits and receives what is new, batch by batch. Nothing leaves the outbox without a
// verdict of its own, so every step may be lost, repeated or cut off anywhere.
import { apply, APPLYING } from "./applying.js"
import { afterFailure, isWaiting } from "./backoff.js"
import { wanted } from "./transactions.js"
import { nextRows } from "./outbox.js"
import { troubledEntries } from "./records.js"
import { takingTurns } from "./patience.js"
import { Answer, Offline } from "./wire/call.js"
import { verdicts } from "./wire/verdicts.js"

const MOST = 200
const ENOUGH = 16 // refusals of whole batches in a row: finding one bad entry takes nine

const HISTORIES = 3 // a server restored twice while we speak; more is two servers behind one name

const ENDED = { "device-unknown": "device-unknown", "device-revoked": "device-revoked", "family-deleted": "device-revoked" }

/**
 * Syncs `database` until nothing is left; resolves with { status, waiting, code? }. The status is
 * "saved", "waiting", "needs-you" (an entry was refused or set aside), "held" (an answer that would
 * take most of what is shown away waits for a yes) or what ended the membership.
 * `isUrgent` asks although the last try was a moment ago; `isAgreed` lets a pull empty the phone.
 */
export async function syncFamily(database, dependencies, { isUrgent = false, isAgreed = false } = {}) {
  const { clock, random, locks } = dependencies
  const patience = await database.read(["state"], ({ state }) => wanted(state.get("patience")))
  if (isWaiting(patience, clock(), isUrgent)) return summary(database, "waiting")
  const run = { after: 0, limit: MOST, refusals: 0, histories: 0, isBehind: false, isAgreed }
  try {
    let end = null
    while (!end) end = await takingTurns(locks, `sync ${database.name}`, () => oneBatch(database, dependencies, run))
    await remember(database, null)
    return summary(database, end.status)
  } catch (error) {
    if (!(error instanceof Answer || error instanceof Offline)) throw error
    await remember(database, afterFailure(patience, error, clock(), random))
    if (error.status == 401 && Object.hasOwn(ENDED, error.code)) return { ...await summary(database, ENDED[error.code]), code: error.code }
    return summary(database, "waiting")
  }
}

// One request and its answer; returns how the run ended, or null when there is more to do.
async function oneBatch(database, { call, clock }, run) {
  const asked = await database.read(["outbox", "state"], async stores => ({
    ...await wanted(stores.state.get("position")) ?? { epoch: null, cursor: 0 },
    rows: run.isBehind ? [] : await nextRows(stores, run.after, run.limit)
  }))
  const answer = await ask(call, database, asked, run)
  if (!answer) return null
  const isApplied = await database.write(APPLYING, stores =>
    apply(stores, asked, answer, { now: clock(), isAgreed: run.isAgreed }))
  if (!isApplied) return { status: "held" }
  Object.assign(run, {
    // another history took nothing of this batch: it is offered to it anew
    after: isNewHistory(asked, answer) ? 0 : answer.more ? run.after : asked.rows.at(-1)?.place ?? run.after,
    isBehind: answer.more, limit: Math.min(MOST, run.limit * 2), refusals: 0
  })
  return await isMore(database, asked, answer, run) ? null : { status: "saved" }
}

// Resolves with null when the batch was refused as a whole and should be tried smaller.
async function ask(call, database, { epoch, cursor, rows }, run) {
  const entries = rows.map(row => row.entry)
  try {
    return verdicts(await call("POST", "/api/sync", { ...epoch && { epoch }, cursor, entries }))
  } catch (error) {
    const isTooMuch = error instanceof Answer && (error.status == 400 || error.status == 413)
    if (!isTooMuch || !rows.length || ++run.refusals > ENOUGH) throw error
    if (rows.length > 1) run.limit = Math.floor(rows.length / 2)
    else await setAside(database, rows[0], run)
    return null
  }
}

// The one entry that spoils a batch stays, is tried alone next time, and blocks nobody.
async function setAside(database, row, run) {
  await database.write(["outbox"], async ({ outbox }) => {
    // another tab may have had its verdict meanwhile
    if (await wanted(outbox.getKey(row.place))) await wanted(outbox.put({ ...row, isTroubled: true }))
  })
  run.after = row.place
}

async function isMore(database, asked, answer, run) {
  const [rows, position] = await database.read(["outbox", "state"], stores => Promise.all([
    nextRows(stores, run.after, 1), wanted(stores.state.get("position"))
  ]))
  const isNew = isNewHistory(asked, answer)
  if (isNew && ++run.histories > HISTORIES) throw new Offline("not-ours")
  const hasMoved = position.epoch != asked.epoch || position.cursor > asked.cursor
  if (answer.more && !hasMoved && !isNew) throw new Offline("not-ours") // it would never end
  return rows.length > 0 || isNew || answer.more
}

const isNewHistory = (asked, answer) => asked.epoch !== null && answer.epoch != asked.epoch

async function remember(database, patience) {
  await database.write(["state"], ({ state }) => wanted(state.put(patience, "patience")), "relaxed")
}

/** How things stand after a run that ended with `status`. */
export async function summary(database, status) {
  const [waiting, refused] = await database.read(["outbox", "refused"], stores => Promise.all([
    wanted(stores.outbox.count()), wanted(stores.refused.count())
  ]))
  if (status == "saved" && (refused || waiting && (await troubledEntries(database)).length)) status = "needs-you"
  if (status == "saved" && waiting) status = "waiting"
  return { status, waiting }
}
