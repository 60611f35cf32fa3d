import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"

// After joining: a child that this phone knew may be one that the family knows already.
class SameChild extends HTMLElement {
  #nursery
  #asking = []
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    const { signal } = this.#left
    document.addEventListener("family-joined", event => this.#begin(event.detail), { signal })
    this.querySelector("form").addEventListener("submit", event => this.#answer(event), { signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  // `mine` are the ids of the children that this phone brought along.
  async #begin(mine) {
    const children = await this.#nursery.all("child")
    const others = children.filter(({ record }) => !mine.includes(record))
    this.#asking = others.length ? children.filter(({ record }) => mine.includes(record)) : []
    this.#ask(others)
  }

  #ask(others) {
    this.hidden = !this.#asking.length
    if (this.hidden) return
    fill(this, { question: words(this, "question", { name: this.#nameOf(this.#asking[0]) }) })
    const choices = others.map(child => this.#choice(this.#nameOf(child), child.record))
    this.querySelector('[data-slot="children"]').replaceChildren(...choices, this.#choice(words(this, "another"), ""))
  }

  #choice(name, record) {
    const choice = fill(clone(this, "choice"), { name })
    choice.querySelector("input").value = record
    return choice
  }

  #nameOf({ fields }) {
    return fields.name || words(this, "your-child")
  }

  async #answer(event) {
    event.preventDefault()
    const { record: mine } = this.#asking.shift()
    const same = new FormData(event.target).get("child")
    if (same) await this.#merge(mine, same)
    this.#ask((await this.#nursery.all("child")).filter(({ record }) => record !== mine))
  }

  // The family's record stays; this phone's massages come to it.
  async #merge(mine, same) {
    const massages = await this.#nursery.all("massage")
    const moved = massages.filter(({ fields }) => fields.children?.includes(mine)).map(({ record, fields }) => ({
      kind: "massage", record, action: "put",
      fields: { children: [...new Set(fields.children.map(child => child === mine ? same : child))] }
    }))
    await this.#nursery.saveAll([...moved, { kind: "child", record: mine, action: "withdraw", fields: {} }])
  }
}

customElements.define("same-child", SameChild)
