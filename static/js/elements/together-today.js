import { clock, joined } from "../helpers/dates.js"
import { familyToday, massagesOf } from "../helpers/family_day.js"
import { nameOf } from "../helpers/people.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words, wordsOr } from "../helpers/words.js"

// Whether the family had its time today, who gave it to whom and when; today begins at 04:00.
class TogetherToday extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    document.addEventListener("visibilitychange", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const { today } = await familyToday(this.#nursery)
    const last = (await massagesOf(this.#nursery, today)).at(-1)
    if (!last) return fill(this, { heading: words(this, "heading-open"), line: words(this, "line-open") })
    const heading = last.fields.outcome === "not-today" ? "heading-not-today" : "heading-given"
    fill(this, { heading: words(this, heading), line: await this.#line(last.fields) })
  }

  async #line(fields) {
    const [caregivers, children, own] = await Promise.all([
      this.#nursery.all("caregiver"), this.#nursery.all("child"), this.#nursery.get(fields.routine ?? "")
    ])
    const title = own?.fields.title ?? wordsOr(this, `routine-${fields.routine}`, "time-together")
    const who = nameOf(this, fields.caregiver, { caregivers, me: this.#nursery.ids.caregiver })
    const time = fields.seconds !== undefined && fields.when.at ? clock(fields.when.at) : ""
    return [title, this.#with(who, fields, children), time].filter(Boolean).join(" · ")
  }

  // Whose time it was is said where there are several children, and never of one who is set aside.
  #with(who, { children: records = [] }, children) {
    const names = children.filter(({ record, fields }) => records.includes(record) && !fields.set_aside).map(({ fields }) => fields.name)
    if (children.length < 2 || !names.length || !names.every(Boolean)) return who
    return words(this, "with", { who, children: joined(names) })
  }
}

customElements.define("together-today", TogetherToday)
