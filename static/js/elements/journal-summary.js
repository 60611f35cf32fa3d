import { plainDate, shortDay } from "../helpers/dates.js"
import { aboutMassages, childName, cueNames, massageWords, routineTitle, titleOf } from "../helpers/massages.js"
import { offer } from "../helpers/options.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { dayAfter } from "../models/day.js"
import { dayOf } from "../models/journal.js"
import { summaryOf } from "../models/summary.js"

const PLACE = "#summary"
const AT_ONCE = 100 // rows of the table

// A page for a nurse or health visitor of a chosen span: dates, routines and cues, notes only if chosen,
// and never what a caregiver keeps alone. Read only while it is looked at.
class JournalSummary extends HTMLElement {
  #nursery
  #turn = 0
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#form.addEventListener("change", () => this.#render(), { signal })
    this.querySelector("[data-act=print]").addEventListener("click", () => print(), { signal })
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    addEventListener("hashchange", () => this.#render(), { signal })
    await this.#render()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  get #form() {
    return this.querySelector("form")
  }

  async #render() {
    if (location.hash !== PLACE) return
    const turn = this.#turn += 1
    const about = await aboutMassages(this.#nursery)
    this.#offerChildren(about.children)
    const span = this.#span(about.today)
    const pages = []
    for await (const page of this.#nursery.days.back("massage", span)) {
      if (turn !== this.#turn) return
      pages.push(page)
    }
    const summary = summaryOf(pages.flat(), { child: this.#form.elements.child.value })
    this.#tell(summary, span, about)
    await this.#fillTable(summary.massages, about, turn)
  }

  #span(today) {
    const { span, from, until } = this.#form.elements
    if (!from.value) from.value = dayAfter(today, -27)
    if (!until.value) until.value = today
    if (span.value !== "own") return { from: dayAfter(today, -Number(span.value)), until: today }
    const [first, last] = [from.value, until.value].sort()
    return { from: first, until: last }
  }

  #offerChildren(children) {
    offer(this.#form.elements.child, children.map(child => ({ value: child.record, name: childName(massageWords(), child) })))
    this.querySelector("[data-part=children]").hidden = children.length < 2
  }

  #tell({ massages, routines, cues }, { from, until }, about) {
    const { span, child } = this.#form.elements
    const text = massageWords()
    const subject = about.children.find(({ record }) => record === child.value) ?? (about.children.length === 1 && about.children[0])
    fill(this, {
      span: words(this, "span", { from: plainDate(from), until: plainDate(until) }),
      made: words(this, "made", { day: plainDate(about.today) }),
      about: subject?.fields?.name ? words(this, "about", { name: subject.fields.name }) : "",
      together: words(this, "together", { n: massages.length })
    })
    this.#list("routines", routines.map(({ name, count }) => [routineTitle(text, name, about), count]))
    this.#list("cues", cues.map(({ name, count }) => [cueNames(text, [name]), count]))
    this.querySelector("[data-part=cues-title]").hidden = !cues.length
    show(this, massages.length ? "something" : "nothing", span.value)
  }

  #list(name, counted) {
    this.querySelector(`[data-slot=${name}]`).replaceChildren(...counted.map(([what, n]) =>
      fill(clone(this, "counted"), { counted: words(this, "counted", { what, n }) })))
  }

  // Own dates may be years: other work has its turn in between.
  async #fillTable(massages, about, turn) {
    const table = this.querySelector("[data-slot=massages]")
    table.replaceChildren()
    for (let first = 0; first < massages.length && turn === this.#turn; first += AT_ONCE) {
      table.append(...massages.slice(first, first + AT_ONCE).map(massage => this.#row(massage, about)))
      await new Promise(resolve => setTimeout(resolve))
    }
  }

  #row(massage, about) {
    const { cues, note } = massage.fields
    const row = fill(clone(this, "massage"), {
      day: dayOf(massage) && shortDay(dayOf(massage), about.today), title: titleOf(massageWords(), massage, about), cues: cueNames(massageWords(), cues),
      note: this.#form.elements.notes.checked ? note : ""
    })
    row.querySelector("p:empty")?.remove()
    return row
  }
}

customElements.define("journal-summary", JournalSummary)
