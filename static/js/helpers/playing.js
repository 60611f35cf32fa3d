import { within } from "./within.js"

// Seconds. Locks that do not answer stop no massage.
const PATIENCE = 2

/**
 * Holds "playing" (shared), by which an update knows to wait, and "player" (exclusive), so that
 * two windows never speak at once.
 *
 * `hold(takeOver)` gives false where another window plays; with `takeOver` that one is told to stop.
 */
export class Playing {
  /** Another window of this phone plays: its place is not ours to change. */
  isElsewhere = false
  #release = null
  #onTaken

  constructor(onTaken) {
    this.#onTaken = onTaken
  }

  async hold(takeOver = false) {
    if (this.#release || !navigator.locks) return true
    try {
      return await within(PATIENCE, this.#take(takeOver), true)
    } catch (problem) {
      console.warn("Playing without locks", problem)
      return true
    }
  }

  async #take(takeOver) {
    const mine = await this.#lock("player", takeOver ? { steal: true } : { ifAvailable: true })
    this.isElsewhere = !mine
    if (!mine) return false
    this.#release = mine
    const shared = await this.#lock("playing", { mode: "shared" })
    // taken, or let go, while it waited
    if (this.#release !== mine) {
      shared()
      return false
    }
    this.#release = () => {
      mine()
      shared()
    }
    return true
  }

  letGo() {
    this.#release?.()
    this.#release = null
  }

  // Gives the function that lets the lock go, or null where it could not be had.
  #lock(name, options) {
    return new Promise((resolve, reject) => {
      const kept = navigator.locks.request(name, options, lock => lock && new Promise(letGo => resolve(letGo)))
      this.#follow(kept).then(() => resolve(null), reject)
    })
  }

  async #follow(kept) {
    try {
      await kept
    } catch (error) {
      if (error.name !== "AbortError") throw error
      this.isElsewhere = true
      this.letGo()
      this.#onTaken()
    }
  }
}
