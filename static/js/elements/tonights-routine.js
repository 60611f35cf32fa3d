import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { localDate, zoneHere } from "../models/day.js"
import { evening } from "../models/evening.js"

// Tonight's card: the evening routine that fits the child, where the phone knows the child.
class TonightsRoutine extends HTMLElement {
  #left = new AbortController()

  async connectedCallback() {
    const nursery = await nurseryFor(this)
    if (!nursery) return
    const { signal } = this.#left
    nursery.addEventListener("change", () => this.#choose(nursery), { signal })
    await this.#choose(nursery)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #choose(nursery) {
    const [children, family] = await Promise.all([nursery.all("child"), nursery.one("family")])
    const today = localDate(Date.now(), family?.fields.zone ?? zoneHere())
    this.#show(evening(children, { today, routines: this.#routines() }))
  }

  #routines() {
    return [...this.querySelectorAll("template[data-until-days]")].map(({ dataset }) => ({
      part: dataset.part, from: Number(dataset.fromDays), until: Number(dataset.untilDays)
    }))
  }

  // Nothing moves under a thumb: the card is replaced only when it says something else.
  #show({ part, line, count }) {
    const key = `${part} ${line} ${count}`
    if (this.dataset.shows === key) return
    this.dataset.shows = key
    const card = clone(this, part)
    if (line) fill(card, { for: words(this, line, { n: count, count: this.#spoken(count) }) })
    this.querySelector("[data-slot-card]").replaceChildren(card)
  }

  #spoken(count) {
    return words(this, "counts").split(" ")[count] ?? String(count)
  }
}

customElements.define("tonights-routine", TonightsRoutine)
