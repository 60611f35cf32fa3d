// How this phone's family comes onto the server, or this phone into another family.
import { wanted } from "../transactions.js"
import { Answer } from "../wire/call.js"
import { become, joining, noteChecked, noteJoining } from "./phone.js"
import { becomeMember, leave, settleIn } from "./moving.js"

/**
 * Makes the family on the server; resolves with { membership, recovery_code }.
 *
 * A claim kept until the answer is here lets the same call be repeated. When an answer was lost
 * for so long that the claim is over, nobody has that family's key: this phone takes a new id.
 */
export async function found(nest, { zone, relation, label }) {
  const { database, ids, call, random } = nest
  const { claim, isRepeated, wasMember } = await claimed(database, random())
  const wish = { zone, family: ids.family, caregiver: { id: ids.caregiver, relation }, device: { id: ids.device, label }, claim }
  try {
    const { recovery_code, ...membership } = await call("POST", "/api/families", wish)
    await database.write(["state"], ({ state }) => becomeMember(state, membership))
    await become(nest.phone, idsOf(membership))
    return { membership, recovery_code }
  } catch (error) {
    if (!(error instanceof Answer && error.code == "family-known")) throw error
    return await alreadyFounded(nest) ?? await foundAnewOr(error, isRepeated && !wasMember, nest, wish)
  }
}

/**
 * Takes the family that `proof` opens: { code } of an invitation or a recovery, or { credential },
 * a passkey. Resolves with { membership, recovery_code? }.
 */
export async function join(nest, path, proof, { label, relation } = {}) {
  const { claim } = await noteJoining(nest.phone, proof.code ?? proof.credential.id, nest.random)
  const { caregiver, device } = nest.ids
  const wish = { ...proof, device: { id: device, label }, ...path == "/api/invitations/redeem" && { caregiver: { id: caregiver, relation }, claim } }
  try {
    const { recovery_code, ...membership } = await nest.call("POST", path, wish)
    await moveTo(nest, membership)
    return { membership, recovery_code }
  } catch (error) {
    // a used code may be our own, whose answer was lost
    const membership = error instanceof Answer && await finishJoining(nest)
    if (!membership) throw error
    return { membership }
  }
}

/**
 * An app on the home screen may begin with a copy of the browser's cookie and nothing else: it
 * becomes a phone of its own, of the same caregiver. Throws Answer 401 where it has no cookie.
 */
export async function fork(nest, { label } = {}) {
  const membership = await nest.call("POST", "/api/device/fork", { label })
  await moveTo(nest, membership)
  return { membership }
}

/**
 * Finishes a joining whose answer was lost: whose key this phone has, only the server knows.
 * Resolves with the membership when the phone is in another family now, else with null.
 */
export async function finishJoining(nest) {
  const noted = await joining(nest.phone)
  if (!noted || noted.isChecked) return null
  const me = await whoAmI(nest.call)
  if (!me || me.family == nest.ids.family) {
    await noteChecked(nest.phone, noted) // the claim stays: the same code may be tried again
    return null
  }
  await moveTo(nest, me)
  return me
}

/** Moves to the membership's family, from any point at which it may have been cut off. */
export async function moveTo(nest, membership, keepsOnes = false) {
  const { database, ids, open, phone } = nest
  const next = open(membership.family)
  if (membership.family == ids.family) {
    await database.write(["state"], ({ state }) => becomeMember(state, membership))
  } else {
    const going = { ...membership, keepsOnes, from: ids }
    await leave(database, going)
    await settleIn(next, database, going)
  }
  await become(phone, idsOf(membership))
}

async function claimed(database, claim) {
  return database.write(["state"], async ({ state }) => {
    const [known, member] = await Promise.all([wanted(state.get("claim")), wanted(state.get("member"))])
    if (!known) await wanted(state.put(claim, "claim"))
    return { claim: known ?? claim, isRepeated: Boolean(known), wasMember: Boolean(member) }
  })
}

// The answer was lost but its cookie was not, or another tab was faster.
async function alreadyFounded({ call, database, ids }) {
  const me = await whoAmI(call)
  if (me?.family != ids.family) return null
  await database.write(["state"], ({ state }) => becomeMember(state, me))
  return { membership: me, ...await call("POST", "/api/recovery-code") }
}

async function foundAnewOr(error, isOurs, nest, wish) {
  if (!isOurs) throw error
  const { recovery_code, ...membership } = await nest.call("POST", "/api/families", {
    ...wish, family: nest.random(), claim: nest.random()
  })
  await moveTo(nest, membership, true)
  return { membership, recovery_code }
}

async function whoAmI(call) {
  try {
    return await call("GET", "/api/me")
  } catch (error) {
    if (error instanceof Answer && error.status == 401) return null
    throw error
  }
}

function idsOf({ family, caregiver, device }) {
  return { family, caregiver, device }
}
