import { familyToday } from "../helpers/family_day.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill } from "../helpers/words.js"
import { toKnow } from "../models/knowing.js"

// One short thing to know, on Today: it fits the child, and is another one each day.
class ToKnow extends HTMLElement {
  #left = new AbortController()

  async connectedCallback() {
    const nursery = await nurseryFor(this)
    if (!nursery) return
    nursery.addEventListener("change", () => this.#show(nursery), { signal: this.#left.signal })
    await this.#show(nursery)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #show(nursery) {
    const [children, { today }] = await Promise.all([nursery.all("child"), familyToday(nursery)])
    const notes = [...this.querySelectorAll("template[data-for]")]
    const place = toKnow(children, { today, notes: notes.map(({ dataset }) => dataset.for.split(" ")) })
    this.hidden = place === null
    if (this.hidden) return
    const { dataset, content } = notes[place]
    fill(this, { title: dataset.title, says: content.textContent })
    this.querySelector("a").href = dataset.page
  }
}

customElements.define("to-know", ToKnow)
