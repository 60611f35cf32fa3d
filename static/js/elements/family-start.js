import { grouped } from "../helpers/codes.js"
import { announce, isAnswerOrOffline, membership } from "../helpers/membership.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill } from "../helpers/words.js"
import { zoneHere } from "../models/day.js"

// Makes the family on the server when a parent wants it, and shows its recovery code this once.
class FamilyStart extends HTMLElement {
  #nursery
  #code
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    document.addEventListener("recovery-code", event => this.#showCode(event.detail), { signal })
    document.addEventListener("family-changed", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render(...more) {
    if (this.#code) return
    const { me, code } = await membership(this.#nursery)
    show(this, me && code !== "device-unknown" ? "together" : "alone", ...more)
  }

  async #press({ target }) {
    switch (target.closest("[data-act]")?.dataset.act) {
      case "found": return this.#found(target.closest("button"))
      case "copy": return this.#copy()
      case "print": return window.print()
      case "kept": return this.#forgetCode()
    }
  }

  async #found(button) {
    button.disabled = true
    try {
      const { recovery_code: code } = await this.#nursery.foundFamily({ zone: zoneHere() })
      await membership(this.#nursery)
      this.#showCode(code)
      announce(this)
      await this.#nursery.sync()
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, "alone", problem.name === "Offline" ? "offline" : "refused")
    } finally {
      button.disabled = false
    }
  }

  #showCode(code) {
    this.#code = grouped(code)
    fill(this, { code: this.#code })
    show(this, "code")
    this.querySelector(".recovery").focus()
  }

  async #copy() {
    await navigator.clipboard.writeText(this.#code)
    show(this, "code", "copied")
  }

  async #forgetCode() {
    this.#code = null
    fill(this, { code: "" })
    await this.#render()
  }
}

customElements.define("family-start", FamilyStart)
