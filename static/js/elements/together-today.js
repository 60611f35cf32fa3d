import { clock } from "../helpers/dates.js"
import { nameOf } from "../helpers/people.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { wordsOr } from "../helpers/wording.js"
import { localDate, zoneHere } from "../models/day.js"
import { massagesOn } from "../models/journal.js"

// Whether the family had its time today, who gave it and when; today begins at 04:00.
class TogetherToday extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const [massages, caregivers, family] = await Promise.all([
      this.#nursery.all("massage"), this.#nursery.all("caregiver"), this.#nursery.one("family")
    ])
    const today = localDate(Date.now(), family?.fields.zone ?? zoneHere())
    const last = massagesOn(today, massages).at(-1)
    if (!last) return show(this, "open")
    const heading = last.fields.outcome === "not-today" ? "heading-not-today" : "heading-given"
    fill(this, { heading: words(this, heading), line: this.#line(last, caregivers) })
    show(this, "together")
  }

  #line({ fields }, caregivers) {
    const hasTime = fields.seconds !== undefined && fields.when?.at
    return words(this, hasTime ? "line" : "line-without-time", {
      routine: wordsOr(this, `routine-${fields.routine}`, "time-together"),
      who: nameOf(this, fields.caregiver, { caregivers, me: this.#nursery.ids.caregiver }),
      time: hasTime ? clock(fields.when.at) : ""
    })
  }
}

customElements.define("together-today", TogetherToday)
