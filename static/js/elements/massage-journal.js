import { clock, longDay } from "../helpers/dates.js"
import { nameOf } from "../helpers/people.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { wordsOr } from "../helpers/wording.js"
import { dayAfter } from "../models/calendar.js"
import { localDate, zoneHere } from "../models/day.js"
import { dayOf, journalOf } from "../models/journal.js"

// The family's massages by day; what still waits on this phone stands on top.
class MassageJournal extends HTMLElement {
  #nursery
  #removed
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    document.addEventListener("massage-removed", event => this.#offerUndo(event.detail), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const [massages, caregivers, routines, family, alone] = await Promise.all([
      this.#nursery.all("massage"), this.#nursery.all("caregiver"), this.#nursery.all("routine"),
      this.#nursery.one("family"), this.#isAlone()
    ])
    const today = localDate(Date.now(), family?.fields.zone ?? zoneHere())
    const about = { caregivers, routines, today, me: this.#nursery.ids.caregiver }
    const focused = this.#focusedRecord()
    this.#showDays(journalOf(massages), about)
    this.#showCounts(massages.length, alone)
    if (focused) this.querySelector(`[data-record="${focused}"] button`)?.focus()
  }

  #showDays({ waiting, days }, about) {
    const rows = massages => massages.map(massage => this.#row(massage, about))
    this.querySelector('[data-slot="waiting"]').replaceChildren(...rows(waiting))
    this.querySelector('[data-slot="days"]').replaceChildren(...days.map(({ date, massages }) => {
      const day = fill(clone(this, "day"), { day: this.#dayName(date, about.today) })
      day.querySelector("ol").append(...rows(massages))
      return day
    }))
  }

  #showCounts(count, alone) {
    const waiting = this.querySelector('[data-slot="waiting"]').childElementCount > 0
    fill(this, { together: words(this, "together", { n: count }) })
    show(this, count ? "kept" : "empty", waiting && "waiting", alone && count && "alone",
      this.#removed && "removed")
  }

  #row(massage, about) {
    const { when = {}, seconds, outcome, note, caregiver } = massage.fields
    const title = this.#title(massage, about)
    const row = fill(clone(this, "massage"), {
      title, note,
      outcome: wordsOr(this, `outcome-${outcome}`, "time-together"),
      who: nameOf(this, caregiver, about),
      minutes: seconds >= 60 ? words(this, "minutes", { n: Math.round(seconds / 60) }) : "",
      // added afterwards: the day is known, the hour is not
      time: seconds === undefined || !when.at ? "" : clock(when.at),
      states: this.#states(massage.fields),
      badge: massage.pending ? words(this, "on-this-phone") : ""
    })
    const day = this.#dayName(dayOf(massage), about.today)
    row.querySelector("li").dataset.record = massage.record
    row.querySelector("button").setAttribute("aria-label", words(this, "change", { title, day }))
    if (massage.pending) row.querySelector('[data-slot="time"]').prepend(`${day} `)
    return row
  }

  #title({ fields }, { routines }) {
    if (fields.outcome === "not-today") return words(this, "not-today-title")
    const own = routines.find(({ record }) => record === fields.routine)
    return own?.fields.title || wordsOr(this, `routine-${fields.routine}`, "own-routine")
  }

  #states({ state_before: before, state_after: after }) {
    if (!before && !after) return ""
    const state = name => wordsOr(this, `state-${name ?? "unknown"}`, "state-unknown")
    return words(this, "states", { before: state(before), after: state(after) })
  }

  #dayName(date, today) {
    if (!date || date === today) return words(this, "today")
    return date === dayAfter(today, -1) ? words(this, "yesterday") : longDay(date, today)
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    const form = document.querySelector("massage-form")
    if (act === "add") await form.add()
    if (act === "edit") await form.change(target.closest("[data-record]").dataset.record)
    if (act === "undo") await this.#undo()
  }

  async #offerUndo(record) {
    this.#removed = record
    await this.#render()
    this.querySelector('[data-act="undo"]').focus()
  }

  async #undo() {
    const record = this.#removed
    this.#removed = null
    await this.#nursery.save("massage", {}, { record, action: "restore" })
    await this.#render()
    this.querySelector(`[data-record="${record}"] button`)?.focus()
  }

  async #isAlone() {
    return !(await this.#nursery.state.get("me"))
  }

  #focusedRecord() {
    return this.contains(document.activeElement) &&
      document.activeElement.closest("[data-record]")?.dataset.record
  }
}

customElements.define("massage-journal", MassageJournal)
