// Who this phone is: ids that it mints itself at its first start, before any server knows it.
import { wanted } from "../transactions.js"

/** Returns { family, caregiver, device }, minting them at the first start. */
export async function identify(phone, random) {
  return await phone.read(["identity"], ({ identity }) => wanted(identity.get("current"))) ?? mint(phone, random)
}

// One write transaction asks and answers, so that two tabs at a first start agree.
async function mint(phone, random) {
  const minted = newIds(random)
  return phone.write(["identity"], async ({ identity }) => {
    const known = await wanted(identity.get("current"))
    if (!known) await wanted(identity.put(minted, "current"))
    return known ?? minted
  })
}

/** Ids of a family, a caregiver and a device that nobody has met yet. */
export function newIds(random) {
  return { family: random(), caregiver: random(), device: random() }
}

/** Points this phone to another family. */
export async function become(phone, ids) {
  await phone.write(["identity"], ({ identity }) => {
    identity.put(ids, "current")
    identity.delete("joining")
  })
}

/** What is being joined and was not finished: { code, claim, isChecked } or null. */
export async function joining(phone) {
  return await phone.read(["identity"], ({ identity }) => wanted(identity.get("joining"))) ?? null
}

/** Notes that `code` is being taken; the same code again keeps its claim, so it may be repeated. */
export async function noteJoining(phone, code, random) {
  const claim = random()
  return phone.write(["identity"], async ({ identity }) => {
    const known = await wanted(identity.get("joining"))
    const noted = { code, claim: known?.code == code ? known.claim : claim, isChecked: false }
    await wanted(identity.put(noted, "joining"))
    return noted
  })
}

/** Notes that the server was asked what became of a joining: nothing, so far. */
export async function noteChecked(phone, noted) {
  await phone.write(["identity"], ({ identity }) => wanted(identity.put({ ...noted, isChecked: true }, "joining")))
}
