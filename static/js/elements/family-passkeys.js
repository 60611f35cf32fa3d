import { plainDate } from "../helpers/dates.js"
import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { hasPasskeys, makePasskey } from "../helpers/passkeys.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"

// The passkeys of whoever holds this phone: made, listed and removed, in a family that is on the server.
class FamilyPasskeys extends HTMLElement {
  #nursery
  #removing
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    this.querySelector("dialog").addEventListener("close", () => this.#remove(), { signal })
    document.addEventListener("family-changed", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render(...more) {
    const { me, fresh } = await membership(this.#nursery)
    if (!me || !hasPasskeys()) return show(this)
    const answer = fresh && await this.#called("GET", "")
    if (answer) this.#list(answer.passkeys)
    if (answer !== null) show(this, "together", ...more)
  }

  #list(passkeys) {
    this.querySelector('[data-slot="passkeys"]').replaceChildren(...passkeys.map(passkey => {
      const made = words(this, "made", { day: dayOf(passkey.created_at) })
      const used = passkey.used_at ? words(this, "used", { day: dayOf(passkey.used_at) }) : words(this, "unused")
      const row = fill(clone(this, "passkey"), { made, used })
      const button = row.querySelector("button")
      button.value = passkey.id
      button.setAttribute("aria-label", words(this, "remove", { passkey: made }))
      return row
    }))
  }

  async #press({ target }) {
    const button = target.closest("[data-act]")
    if (button?.dataset.act === "make") await this.#make(button)
    if (button?.dataset.act === "remove") this.#ask(button)
  }

  #ask(button) {
    this.#removing = button.value
    fill(this, { question: button.getAttribute("aria-label") })
    this.querySelector("dialog").returnValue = ""
    this.querySelector("dialog").showModal()
  }

  async #remove() {
    if (this.querySelector("dialog").returnValue !== "remove") return
    if (await this.#called("DELETE", `/${this.#removing}`)) await this.#render("removed")
  }

  async #make(button) {
    button.disabled = true
    try {
      const answer = await this.#called("POST", "/options")
      const credential = answer && await makePasskey(answer.options, await this.#name())
      if (credential && await this.#called("POST", "", { credential })) await this.#render("made")
    } catch (problem) {
      if (problem.name !== "InvalidStateError") throw problem
      show(this, "together", "here-already")
    } finally {
      button.disabled = false
    }
  }

  async #name() {
    return (await this.#nursery.get(this.#nursery.ids.caregiver))?.fields.name
  }

  // Resolves with the answer, {} for one without content, or null after showing why not.
  async #called(method, path, body) {
    try {
      return await this.#nursery.call(method, `/api/passkeys${path}`, body) ?? {}
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, "together", problem.name === "Offline" ? "offline" : "refused")
      return null
    }
  }
}

const dayOf = instant => plainDate(instant.slice(0, 10))

customElements.define("family-passkeys", FamilyPasskeys)
