import { isAnswerOrOffline } from "../helpers/membership.js"
import { registration } from "../helpers/pushing.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"

const TAKES = 20
const SECOND = 1_000

// Sends one invitation to this phone now, and says what became of it.
class ReminderTest extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    this.querySelector("button").addEventListener("click", event => this.#test(event), { signal: this.#left.signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #test({ currentTarget: button }) {
    button.disabled = true
    this.#say("sending")
    const pressedAt = Date.now()
    try {
      await this.#nursery.call("POST", "/api/push-subscription/test", {})
      this.#say(await hasArrived(pressedAt) ? "arrived" : "waiting")
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      if (problem.name === "Offline") this.#say("offline")
      else fill(this, { test: problem.message })
    } finally {
      button.disabled = false
    }
  }

  #say(name) {
    fill(this, { test: words(this, name) })
  }
}

// The truth is on the phone itself: a notification shown since the tap.
async function hasArrived(since) {
  const worker = await registration()
  for (let second = 0; second < TAKES; second++) {
    const shown = await worker?.getNotifications() ?? []
    if (shown.some(({ timestamp = 0 }) => timestamp >= since)) return true
    await new Promise(resolve => setTimeout(resolve, SECOND))
  }
  return false
}

customElements.define("reminder-test", ReminderTest)
