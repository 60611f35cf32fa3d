// One meeting with the server: where does this phone belong, then sync, then heed what it said.
import { wanted } from "./transactions.js"
import { finishJoining } from "./identity/family.js"
import { syncFamily, summary } from "./sync.js"
import { Answer, Offline } from "./wire/call.js"

/**
 * Resolves with { status, waiting, code? }, or { isMoved: true } when a joining cut off before
 * turns out to have put this phone into another family.
 */
export async function meet(nest, options) {
  try {
    if (await finishJoining(nest)) return { isMoved: true }
  } catch (error) {
    if (!(error instanceof Answer || error instanceof Offline)) throw error
    return summary(nest.database, "waiting")
  }
  const [member, ended] = await nest.database.read(["state"], ({ state }) => Promise.all([
    wanted(state.get("member")), wanted(state.get("ended"))
  ]))
  if (ended) return { ...await summary(nest.database, "device-revoked"), code: ended }
  if (!member) return summary(nest.database, "no-family")
  await takeBackSealed(nest)
  const result = await syncFamily(nest.database, nest, options)
  if (result.status == "device-revoked") await erase(nest.database, result.code)
  return result
}

// Whether the server knows this phone, the sync that follows finds out and says.
async function takeBackSealed(nest) {
  const [isSealed] = await nest.phone.read(["sealed"], ({ sealed }) => wanted(sealed.getAllKeys(null, 1)))
  if (!isSealed || globalThis.registration) return // a worker loads nothing more: a page's next sync does it
  try {
    const { unseal } = await import("./sealing.js")
    await unseal(nest)
  } catch (error) {
    if (!(error instanceof Answer || error instanceof Offline)) throw error
  }
}

// This phone was sent away: nothing that the family wrote stays readable on it. What was never
// sent is nobody else's, and waits to be kept as a file or let go (`forget`).
async function erase(database, code) {
  await database.write(["records", "sent", "state"], stores => {
    stores.records.clear()
    stores.sent.clear()
    stores.state.clear()
    stores.state.put(code, "ended")
  })
}
