import { dayName, massageRow } from "../helpers/massages.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { localDate, zoneHere } from "../models/day.js"
import { journalOf } from "../models/journal.js"

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
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const [massages, caregivers, routines, family, alone] = await Promise.all([
      this.#nursery.all("massage"), this.#nursery.all("caregiver"), this.#nursery.ever("routine"),
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
    const rows = massages => massages.map(massage => massageRow(this, massage, about))
    this.querySelector('[data-slot="waiting"]').replaceChildren(...rows(waiting))
    this.querySelector('[data-slot="days"]').replaceChildren(...days.map(({ date, massages }) => {
      const day = fill(clone(this, "day"), { day: dayName(this, date, about.today) })
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
    return !(await this.#nursery.state.get("member"))
  }

  #focusedRecord() {
    return this.contains(document.activeElement) &&
      document.activeElement.closest("[data-record]")?.dataset.record
  }
}

customElements.define("massage-journal", MassageJournal)
