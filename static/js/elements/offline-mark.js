import { release } from "../helpers/release.js"
import { fill, words } from "../helpers/words.js"

/** Says whether tonight works without internet, as a look into the phone's cache shows it, and when it looked. */
class OfflineMark extends HTMLElement {
  #listening
  #isMended = false

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    release.addEventListener("change", () => this.look(), { signal })
    addEventListener("online", () => this.look(), { signal })
    document.addEventListener("visibilitychange", () => this.look(), { signal })
    this.look()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  async look() {
    const state = await release.readiness()
    this.setAttribute("state", state)
    fill(this, { text: this.#textFor(state), keep: this.#adviceFor(state) })
    if (state === "not-ready") this.#mend()
  }

  #textFor(state) {
    const time = new Date().toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })
    return words(this, state, { time })
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
