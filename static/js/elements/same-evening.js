import { aboutMassages, dayName, massageWords, titleOf } from "../helpers/massages.js"
import { nameOf } from "../helpers/people.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { dayOf } from "../models/journal.js"
import { perhapsOne, takenOver } from "../models/same_evening.js"

const LATELY = 60 // massages: nobody is asked about an evening of long ago

// Two parents may have written the same evening down. Both are kept; this asks, gently, whether they are one.
class SameEvening extends HTMLElement {
  #nursery
  #pair = null
  #done = null // what an undo needs
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    if (this.#done) return show(this, "merged")
    const { value: lately } = await this.#nursery.days.back("massage", { size: LATELY }).next()
    this.#pair = perhapsOne(lately)
    if (!this.#pair) return show(this)
    const about = await aboutMassages(this.#nursery)
    const text = massageWords()
    const [first, second] = this.#pair.map(massage => words(this, "of", {
      title: titleOf(text, massage, about), name: nameOf(text, massage.fields.caregiver, about)
    }))
    fill(this, { question: words(this, "question", { day: dayName(text, dayOf(this.#pair[0]), about.today), first, second }) })
    show(this, "asking")
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "one") await this.#merge()
    if (act === "two") await this.#keepApart()
    if (act === "undo") await this.#undo()
  }

  async #merge() {
    const [first, second] = this.#pair
    const fields = takenOver(first, second)
    const before = Object.fromEntries(Object.keys(fields).map(name => [name, first.fields[name] ?? null]))
    this.#done = { first: first.record, second: second.record, before }
    const moved = (await this.#nursery.all("reflection")).filter(({ fields: { massage } }) => massage === second.record)
    await this.#nursery.saveAll([
      { kind: "massage", record: first.record, action: "put", fields },
      { kind: "massage", record: second.record, action: "withdraw", fields: {} },
      ...moved.map(({ record }) => ({ kind: "reflection", record, action: "put", fields: { massage: first.record } }))
    ])
    await this.#render()
    this.querySelector('[data-act="undo"]').focus()
  }

  async #keepApart() {
    const [first, second] = this.#pair
    const apart = [...second.fields.apart ?? [], first.record]
    await this.#nursery.save("massage", { apart }, { record: second.record })
  }

  async #undo() {
    const { first, second, before } = this.#done
    this.#done = null
    await this.#nursery.saveAll([
      { kind: "massage", record: first, action: "put", fields: before },
      { kind: "massage", record: second, action: "restore", fields: {} }
    ])
    await this.#render()
  }
}

customElements.define("same-evening", SameEvening)
