import { remembered } from "../helpers/storage.js"
import { release } from "../helpers/release.js"
import { atRest } from "../helpers/rest.js"
import { fill, words } from "../helpers/words.js"

const SEEN = "offline-mark"

// Whether tonight works without internet: a look into the phone's cache, and when; first what the last page saw.
class OfflineMark extends HTMLElement {
  #left = new AbortController()
  #isMended = false

  async connectedCallback() {
    const { signal } = this.#left
    const seen = await remembered(() => JSON.parse(sessionStorage.getItem(SEEN)))
    if (seen?.digest === release.digest) this.#show(seen)
    await atRest()
    release.addEventListener("change", () => this.look(), { signal })
    addEventListener("online", () => this.look(), { signal })
    document.addEventListener("visibilitychange", () => this.look(), { signal })
    await this.look()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async look() {
    const state = await release.readiness()
    const time = new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })
    const seen = { state, time, digest: release.digest }
    await remembered(() => sessionStorage.setItem(SEEN, JSON.stringify(seen)))
    this.#show(seen)
    if (state === "not-ready") this.#mend()
  }

  #show({ state, time }) {
    this.setAttribute("state", state)
    fill(this, { text: words(this, state, { time }), keep: this.#adviceFor(state) })
  }

  #adviceFor(state) {
    return state === "ready" && !isInstalled() ? words(this, "keep") : ""
  }

  // Once a page: a server that is out of reach is not asked over and over.
  #mend() {
    if (this.#isMended || !navigator.serviceWorker?.controller) return
    this.#isMended = true
    release.mend()
  }
}

function isInstalled() {
  return navigator.standalone === true || !matchMedia("(display-mode: browser)").matches
}

customElements.define("offline-mark", OfflineMark)
