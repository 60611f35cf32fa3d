import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"

// What of the family is on this phone as it really is now, and the room that all of it takes.
class PhoneStorage extends HTMLElement {
  #left = new AbortController()

  async connectedCallback() {
    const measured = await this.#measure() && "measured"
    const nursery = await nurseryFor(this)
    if (!nursery) return show(this, measured, "unavailable")
    nursery.addEventListener("change", () => this.#count(nursery), { signal: this.#left.signal })
    await this.#count(nursery)
    show(this, measured, "counted")
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #count(nursery) {
    const [massages, pending, member] = await Promise.all([
      nursery.all("massage"), nursery.pending(), nursery.state.get("member")
    ])
    const waiting = member ? pending.length ? "waiting" : "sent" : "alone"
    fill(this, {
      moments: words(this, "moments", { n: massages.length }), waiting: words(this, waiting, { n: pending.length })
    })
  }

  async #measure() {
    if (!navigator.storage?.estimate) return false
    const [{ usage = 0 }, isPersisted] = await Promise.all([
      navigator.storage.estimate(), navigator.storage.persisted?.() ?? false
    ])
    const used = (usage / 1_000_000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })
    fill(this, { used: words(this, isPersisted ? "persisted" : "used", { used }) })
    return true
  }
}

customElements.define("phone-storage", PhoneStorage)
