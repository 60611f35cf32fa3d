import { release } from "../helpers/release.js"

/** A quiet line while a newer release waits on the phone; a tap moves to it. */
class UpdateNotice extends HTMLElement {
  #listening

  connectedCallback() {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    release.addEventListener("change", () => this.show(), { signal })
    this.querySelector("button").addEventListener("click", () => release.takeOver(), { signal })
    this.show()
  }

  disconnectedCallback() {
    this.#listening.abort()
  }

  show() {
    this.hidden = !release.isWaiting
  }
}

customElements.define("update-notice", UpdateNotice)
