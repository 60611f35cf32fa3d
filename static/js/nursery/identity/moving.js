// Moves what this phone wrote to another family's database. Whatever moment the phone dies at,
// the next start goes on from there: each step may be repeated.
import { wanted } from "../transactions.js"
import { takeBack } from "../outbox.js"
import { again } from "../reoffering.js"
import { uuid5 } from "../uuid5.js"

// Of these a family has one each; the joined family's own win.
const ONCE_A_FAMILY = new Set(["family", "reminder"])

/** Closes `old` for saving: `membership` is { family, caregiver, device, epoch }, where all goes now. */
export async function leave(old, membership) {
  await old.write(["state"], ({ state }) => wanted(state.put(membership, "left")))
}

/**
 * Copies own entries of `old` to `next` as never sent, what was refused as refused, and lets `next`
 * be a member.
 */
export async function settleIn(next, old, membership) {
  const [entries, refusals] = await Promise.all([ownEntries(old, membership), ownRefusals(old, membership)])
  await next.write(["outbox", "sent", "refused", "state"], async stores => {
    stores.state.delete("left")
    await becomeMember(stores.state, membership)
    await takeBack(stores, entries, refusals)
  })
}

/** Within a write transaction over "state": from now on the family is on the server. */
export async function becomeMember(state, { family, caregiver, device, epoch }) {
  const known = await wanted(state.get("position"))
  if (!known) state.put({ epoch, cursor: 0 }, "position")
  state.put({ family, caregiver, device }, "member")
  state.delete("patience")
  state.delete("claim")
  state.delete("ended")
}

async function ownEntries(old, membership) {
  const [rows, sent, records] = await old.read(["outbox", "sent", "records"], stores => Promise.all([
    wanted(stores.outbox.getAll()), wanted(stores.sent.getAll()), wanted(stores.records.getAll())
  ]))
  const known = new Map(records.map(record => [record.record, record]))
  const waiting = rows.filter(row => !row.isCopy).map(row => row.entry)
  return [...sent.map(entry => again(entry, known.get(entry.record))), ...waiting]
    .filter(entry => comesAlong(entry, membership))
    .map(entry => readdressed(entry, membership))
    .sort((a, b) => a.recorded_at < b.recorded_at ? -1 : 1)
}

async function ownRefusals(old, membership) {
  const refusals = await old.read(["refused"], ({ refused }) => wanted(refused.getAll()))
  return refusals.filter(({ entry }) => comesAlong(entry, membership))
    .map(refusal => ({ ...refusal, entry: readdressed(refusal.entry, membership) }))
}

function comesAlong(entry, { keepsOnes }) {
  return keepsOnes || !ONCE_A_FAMILY.has(entry.kind)
}

// Ids that are made of the family's, or that the new family knows this caregiver by.
function readdressed(entry, { family, caregiver, from }) {
  const record = ONCE_A_FAMILY.has(entry.kind) ? uuid5(family, entry.kind)
    : entry.record == from.caregiver ? caregiver : entry.record
  if (entry.fields.caregiver != from.caregiver) return { ...entry, record }
  return { ...entry, record, fields: { ...entry.fields, caregiver } }
}
