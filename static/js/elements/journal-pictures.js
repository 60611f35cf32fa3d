import { bars, columns } from "../helpers/bars.js"
import { joined, shortDate } from "../helpers/dates.js"
import { familyToday } from "../helpers/family_day.js"
import { massageWords } from "../helpers/massages.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { firstDay, pictures } from "../models/pictures.js"

const PLACE = "#pictures"

// Gentle pictures of the last weeks, off until wanted; read and drawn only while they are looked at.
class JournalPictures extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#switch.checked = await this.#nursery.phone.get("pictures") ?? false
    this.#switch.addEventListener("change", () => this.#want(), { signal })
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    addEventListener("hashchange", () => this.#render(), { signal })
    await this.#render()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  get #switch() {
    return this.querySelector("[name=pictures]")
  }

  async #want() {
    await this.#nursery.phone.set("pictures", this.#switch.checked)
    await this.#render()
  }

  async #render() {
    if (location.hash !== PLACE || !this.#switch.checked) return show(this)
    const { today } = await familyToday(this.#nursery)
    const massages = await this.#nursery.days.between("massage", firstDay(today), today)
    const drawn = this.#all(pictures(massages, today))
    this.querySelector('[data-slot="pictures"]').replaceChildren(...drawn)
    if (this.#switch.checked) show(this, drawn.length ? "drawn" : "little")
  }

  #all({ parts, cues, states, calm, weeks }) {
    const named = (prefix, rows, element = massageWords()) => rows.map(row => ({ ...row, label: words(element, `${prefix}-${row.name}`) }))
    const more = cues.filter(({ isMore }) => isMore).map(({ name }) => words(massageWords(), `cue-${name}`))
    const total = weeks.at(-1)?.count
    return [
      this.#picture("parts", named("part", parts, this)),
      this.#picture("cues", named("cue", cues), more.length && words(this, "cues-more", { list: joined(more) })),
      this.#picture("states", named("state", states), calm && words(this, "states-calm", { n: calm })),
      this.#picture("weeks", weeks.map(week => ({ ...week, label: shortDate(week.name) })), total && words(this, "weeks-together", { n: total }))
    ].filter(Boolean)
  }

  // Sentences first, then the picture, then the same as a table. `first` may stand where all rows are too few.
  #picture(name, rows, first) {
    if (!rows.length && !first) return null
    const isByWeek = name === "weeks"
    const part = fill(clone(this, "picture"), {
      title: words(this, `${name}-title`), what: words(this, `${name}-what`), beside: words(this, `${name}-beside`),
      count: words(this, isByWeek ? "weeks-count" : "count")
    })
    const counted = isByWeek ? [] : rows.map(({ label, count }) => words(this, "times", { what: label, n: count }))
    part.querySelector(".sentences").append(...[first, ...counted].filter(Boolean).map(sentence => fill(clone(this, "sentence"), { sentence })))
    const shown = rows.map(row => ({ ...row, number: row.count.toLocaleString(document.documentElement.lang) }))
    if (rows.length) part.querySelector("figure").append(isByWeek ? columns(shown) : bars(shown))
    else for (const picture of part.querySelectorAll("figure, details")) picture.remove()
    part.querySelector("tbody")?.append(...shown.map(({ label, number }) => fill(clone(this, "line"), { what: label, count: number })))
    return part
  }
}

customElements.define("journal-pictures", JournalPictures)
