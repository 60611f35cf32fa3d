/**
 * Keeps the screen from going dark while `isOn`.
 *
 * The browser takes the lock away whenever the page is hidden, so it is taken again when the page
 * is seen. Nothing depends on it: refused, the massage goes on by the clock.
 */
export class Wakefulness {
  isOn = false
  #lock = null

  constructor() {
    document.addEventListener("visibilitychange", () => this.#take())
  }

  get isHeld() {
    return Boolean(this.#lock && !this.#lock.released)
  }

  keep() {
    this.isOn = true
    return this.#take()
  }

  async letGo() {
    this.isOn = false
    const lock = this.#lock
    this.#lock = null
    try {
      await lock?.release()
    } catch (problem) {
      console.info("The screen may stay awake", problem)
    }
  }

  async #take() {
    if (!this.isOn || this.isHeld || document.visibilityState !== "visible" || !navigator.wakeLock) return
    try {
      this.#lock = await navigator.wakeLock.request("screen")
    } catch (refusal) {
      // NotAllowedError: a low battery, a setting, or hidden again meanwhile
      console.info("The screen may go dark", refusal)
    }
    if (!this.isOn) await this.letGo()
  }
}
