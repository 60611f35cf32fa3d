// What this phone knows and its family shares. No DOM: pages and the service worker use the same.
import { NurseryUnavailable } from "./database.js"
import { FamilyOnPhone } from "./family_on_phone.js"
import { within } from "./patience.js"

export { NurseryUnavailable } from "./database.js"

let opening = null
// on a first visit it is not kept yet
let dealings = () => import("./dealings.js").catch(cause => { throw Object.assign(cause, { name: "Offline", reason: "no-answer" }) })

/** Gives a worker dealings.js: it may load nothing later. */
export function bring(module) {
  dealings = async () => module
}

/** The one nursery of this page or worker. Throws NurseryUnavailable within 3 s where storage hangs. */
export async function openNursery() {
  const late = () => new NurseryUnavailable("Opening takes too long")
  const current = opening ??= within(3_000, createNursery(platform()), late)
  try {
    return await current
  } catch (error) {
    if (opening == current) opening = null
    throw error
  }
}

/**
 * A nursery on the given platform: { indexedDB, locks, fetch, clock: () => ms, random: () => uuid,
 * broadcast?: a BroadcastChannel, storage?: navigator.storage, dealings?: () => dealings.js, isEager?: sync after
 * every save }.
 */
export async function createNursery(dependencies) {
  const nursery = new FamilyOnPhone({ dealings: () => dealings(), ...dependencies })
  await nursery.settle()
  return nursery
}

function platform() {
  return {
    indexedDB: {
      // looked up at the call: where storage is blocked, reading it throws
      open: (...wanted) => globalThis.indexedDB.open(...wanted),
      deleteDatabase: name => globalThis.indexedDB.deleteDatabase(name)
    },
    locks: navigator.locks,
    storage: navigator.storage,
    fetch: (...request) => fetch(...request),
    clock: () => Date.now(),
    random: () => crypto.randomUUID(),
    broadcast: globalThis.BroadcastChannel && new BroadcastChannel("nursery"),
    isEager: true
  }
}
