import { grouped } from "../helpers/codes.js"
import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill } from "../helpers/words.js"

// Brings a family back to this phone with the code that was kept on paper.
class RecoverFamily extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.querySelector("form").addEventListener("submit", event => this.#submit(event), { signal: this.#left.signal })
    this.#nursery = await nurseryFor(this)
    if (this.#nursery) wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #submit(event) {
    event.preventDefault()
    event.submitter.disabled = true
    try {
      await this.#recover(event.target.elements.code.value.trim())
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, "asking", problem.name === "Offline" ? "offline" : "refused")
    } finally {
      event.submitter.disabled = false
    }
  }

  async #recover(code) {
    const { recovery_code: next } = await this.#nursery.recoverFamily(code)
    await this.#nursery.sync()
    await membership(this.#nursery)
    fill(this, { code: next ? grouped(next) : "" })
    show(this, "back", next && "new-code")
    this.querySelector(".arrived").focus()
  }
}

customElements.define("recover-family", RecoverFamily)
