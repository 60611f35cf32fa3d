import { openNursery } from "../nursery/nursery.js"
import { remembered } from "./storage.js"

const AGAIN = [1_000, 2_000, 4_000]
const WAKING = 1_500
const EVERY = 30_000
const MARK = "in-a-family=1"

let isUnderWay = false

/** Syncs at the start, when the network comes back, when the app is looked at, and while something waits. */
export async function keepSyncing() {
  addEventListener("online", () => syncSoon())
  document.addEventListener("visibilitychange", () => {
    // A phone that wakes up refuses its first connections.
    if (isVisible()) setTimeout(() => syncSoon(), WAKING)
  })
  setInterval(syncWhatWaits, EVERY)
  await syncSoon()
  await keepInvited()
}

async function syncWhatWaits() {
  if (!isVisible()) return
  const nursery = await opened()
  if (await remembered(() => nursery?.countWaiting())) await syncSoon({ isUrgent: false })
}

// Urgent: somebody has just opened the app or found a signal, so what went wrong before may be over.
async function syncSoon({ isUrgent = true } = {}) {
  if (isUnderWay) return
  isUnderWay = true
  try {
    const nursery = await opened()
    for (const pause of [...AGAIN, null]) {
      const { status } = await remembered(() => nursery?.sync({ isUrgent })) ?? {}
      if (status === "no-family") await comeHome(nursery)
      if (status === "device-revoked") await endInvitations()
      if (status !== "waiting" || pause === null) return
      await new Promise(resolve => setTimeout(resolve, pause))
    }
  } finally {
    isUnderWay = false
  }
}

// Phones lose their subscriptions silently, so each opening of the app looks. Only invited phones load what it takes.
async function keepInvited() {
  const nursery = await opened()
  if (!await remembered(() => nursery?.state.get("invited"))) return
  const pushing = await import("./pushing.js")
  await pushing.keepInvited(nursery)
}

// A mark beside the cookie says that the server may know this phone; no other one loads what it takes to ask.
async function comeHome(nursery) {
  if (!document.cookie.includes(MARK)) return
  const home = await import("./homecoming.js")
  await remembered(() => home.comeHome(nursery))
}

async function endInvitations() {
  const pushing = await import("./pushing.js")
  await pushing.endInvitations()
}

async function opened() {
  try {
    return await openNursery()
  } catch (error) {
    if (error.name !== "NurseryUnavailable") throw error
    // The elements that need it say so on screen; the next occasion tries again.
    console.warn("The phone's storage did not open", error)
    return null
  }
}

const isVisible = () => document.visibilityState === "visible"
