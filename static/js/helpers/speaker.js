const FRESH = 1_000

/** Where the app's own tones come out. A browser lets none sound before a tap. */
export class Speaker {
  #context = null
  #since = -Infinity

  /** The audio context, or null where there is none (yet). */
  get context() {
    return this.#context
  }

  /** To be called in a tap. */
  prime() {
    if (!globalThis.AudioContext || this.#isGood) return
    try {
      // An interrupted context (a call, the lock screen) may never come back: a new one does.
      this.#context?.close().catch(() => {})
      this.#context = new AudioContext()
      this.#since = performance.now()
    } catch (problem) {
      console.warn("No tones", problem)
      this.#context = null
    }
  }

  // One that was made a moment ago needs that moment to run.
  get #isGood() {
    const { state } = this.#context ?? {}
    return state === "running" || state === "suspended" && performance.now() - this.#since < FRESH
  }
}
