import { choose } from "../helpers/choosing.js"
import { keepLook, look } from "../helpers/look.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"

// The choices for this phone: each is kept as soon as it is made. How the page looks is known
// before the first paint, from localStorage; the rest is in the phone's database.
const LOOK = ["theme", "text", "tone"]

class SettingsForm extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    const form = this.querySelector("form")
    const { signal } = this.#left
    form.addEventListener("change", ({ target }) => this.#keep(target), { signal })
    this.querySelector('[data-act="reset"]').addEventListener("click", () => this.#reset(), { signal })
    choose(form, look())
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const kept = await Promise.all(this.#onPhone.map(async name => [name, await this.#nursery.phone.get(name)]))
    choose(form, Object.fromEntries(kept))
  }

  get #onPhone() {
    const names = [...this.querySelector("form").elements].map(({ name }) => name)
    return [...new Set(names)].filter(name => name && !LOOK.includes(name))
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #keep({ name, type, checked, value: chosen }) {
    const value = type === "checkbox" ? checked : chosen
    const isKept = LOOK.includes(name) ? keepLook(name, value) : await this.#keepOnPhone(name, value)
    fill(this, { kept: words(this, isKept ? "kept" : "not-kept") })
  }

  async #keepOnPhone(name, value) {
    if (!this.#nursery) return false
    await this.#nursery.phone.set(name, value)
    return true
  }

  // The language is not among them: to lose one's words would be no help.
  async #reset() {
    this.querySelector("form").reset()
    for (const name of LOOK) keepLook(name, this.querySelector(`[name="${name}"]:checked`).value)
    for (const name of this.#onPhone) await this.#nursery?.phone.delete(name)
    fill(this, { kept: words(this, "first") })
  }
}

customElements.define("settings-form", SettingsForm)
