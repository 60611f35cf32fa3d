import { release } from "../helpers/release.js"
import { wake } from "../helpers/states.js"
import { fill, words } from "../helpers/words.js"
import { within } from "../helpers/within.js"

const PATIENCE = 20

// Whether there is a newer release; it can be looked for, and taken, from here.
class ReleaseState extends HTMLElement {
  #left = new AbortController()

  connectedCallback() {
    const { signal } = this.#left
    release.addEventListener("change", () => this.#render(), { signal })
    this.#button("take").addEventListener("click", () => release.takeOver(), { signal })
    this.#button("look").addEventListener("click", () => this.#look(), { signal })
    this.#render()
    if (navigator.serviceWorker) wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  #button(act) {
    return this.querySelector(`[data-act="${act}"]`)
  }

  #render() {
    this.#button("take").hidden = !release.isWaiting
    if (release.isWaiting) fill(this, { state: words(this, "waiting") })
  }

  async #look() {
    fill(this, { state: words(this, "looking") })
    fill(this, { state: words(this, await this.#news()) })
    this.#render()
  }

  async #news() {
    try {
      const registration = await within(PATIENCE, navigator.serviceWorker.getRegistration(), null)
      const looked = await within(PATIENCE, registration?.update(), null)
      if (!looked) return "unknown"
      return looked.installing ? "arriving" : "newest"
    } catch (error) {
      console.info("No news of a next release", error)
      return "unknown"
    }
  }
}

customElements.define("release-state", ReleaseState)
