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
    form.addEventListener("change", ({ target }) => this.#keep(target), { signal: this.#left.signal })
    choose(form, look())
    await this.#showStorage()
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const names = [...new Set([...form.elements].map(({ name }) => name))].filter(name => name && !LOOK.includes(name))
    const kept = await Promise.all(names.map(async name => [name, await this.#nursery.phone.get(name)]))
    choose(form, Object.fromEntries(kept))
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

  async #showStorage() {
    if (!navigator.storage?.estimate) return
    const [{ usage = 0 }, isPersisted] = await Promise.all([
      navigator.storage.estimate(), navigator.storage.persisted?.() ?? false
    ])
    const used = (usage / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })
    fill(this, { storage: words(this, isPersisted ? "persisted" : "storage", { used }) })
  }
}

customElements.define("settings-form", SettingsForm)
