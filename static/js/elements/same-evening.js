import { familyToday } from "../helpers/family_day.js"
import { dayName, titleOf } from "../helpers/massages.js"
import { nameOf } from "../helpers/people.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { dayOf } from "../models/journal.js"
import { perhapsOne, takenOver } from "../models/same_evening.js"

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
    const [massages, caregivers, routines] = await Promise.all(
      ["massage", "caregiver", "routine"].map(kind => this.#nursery.all(kind)))
    this.#pair = perhapsOne(massages)
    if (!this.#pair) return show(this)
    const about = { caregivers, routines, me: this.#nursery.ids.caregiver }
    const { today } = await familyToday(this.#nursery)
    const journal = document.querySelector("massage-journal")
    const [first, second] = this.#pair.map(massage => words(this, "of", {
      title: titleOf(journal, massage, about), name: nameOf(journal, massage.fields.caregiver, about)
    }))
    fill(this, { question: words(this, "question", { day: dayName(journal, dayOf(this.#pair[0]), today), first, second }) })
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
