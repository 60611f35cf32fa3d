import { JournalList } from "../helpers/journal-list.js"
import { aboutMassages } from "../helpers/massages.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { isSearch } from "../models/finding.js"

// The family's massages by day, read on as the parent reads on.
class MassageJournal extends HTMLElement {
  #nursery
  #list
  #wish = {}
  #removed
  #focused = null // the record whose button has the focus, or gets it back
  #counting = 0
  #left = new AbortController()
  // screens ahead, so that nobody waits at the end of the page
  #reading = new IntersectionObserver(entries => entries.at(-1).isIntersecting && this.#readOn(), { rootMargin: "1500px" })

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#list = new JournalList(this.querySelector('[data-slot="days"]'), this.#nursery)
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    document.addEventListener("massage-removed", event => this.#offerUndo(event.detail), { signal })
    document.addEventListener("journal-wish", event => this.#find(event.detail), { signal })
    await this.#render()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
    this.#reading.disconnect()
  }

  async #render() {
    this.#reading.disconnect()
    this.#focused ??= this.#focusedRecord()
    const about = await aboutMassages(this.#nursery)
    if (!await this.#list.show(about, this.#wish)) return
    this.#focusAgain()
    this.#tell(about)
    this.#watch()
    if (!isSearch(this.#wish)) this.#count() // nobody waits for it
  }

  async #find(wish) {
    this.#wish = wish
    fill(this, { found: words(this, "looking") })
    await this.#render()
  }

  async #readOn() {
    this.#reading.disconnect()
    if (!await this.#list.more()) return
    this.#tellFound()
    this.#watch()
  }

  // Seen anew it is told at once, also where it has been in sight all the time.
  #watch() {
    const older = this.querySelector('[data-part="older"]')
    older.hidden = this.#list.isWhole
    this.#reading.disconnect()
    if (!older.hidden) this.#reading.observe(older)
  }

  #tell({ isShared }) {
    const state = isSearch(this.#wish) ? "found" : this.#list.shown ? "kept" : "empty"
    show(this, state, state === "kept" && !isShared && "alone", this.#removed && "removed")
    this.#tellFound()
  }

  #tellFound() {
    const { shown: n, isWhole } = this.#list
    const sentence = !isWhole ? "found-so-far" : n ? "found" : "found-nothing"
    fill(this, { found: words(this, sentence, { n }) })
  }

  // Counted after the days are there, a page at a time.
  async #count() {
    const turn = this.#counting += 1
    let n = 0
    for await (const page of this.#nursery.days.back("massage", { size: 100 })) {
      if (turn !== this.#counting) return
      n += page.length
    }
    fill(this, { together: words(this, "together", { n }) })
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "add") await (await massageForm()).add()
    if (act === "edit") await (await massageForm()).change(target.closest("[data-record]").dataset.record)
    if (act === "all") document.querySelector("journal-finding form").reset()
    if (act === "undo") await this.#undo()
  }

  async #offerUndo(record) {
    this.#removed = record
    this.querySelector("[data-when=removed]").hidden = false
    this.querySelector("[data-act=undo]").focus()
    await this.#render()
  }

  async #undo() {
    const record = this.#removed
    this.#removed = null
    this.#focused = record
    await this.#nursery.save("massage", {}, { record, action: "restore" })
    await this.#render()
  }

  // Its day may have been put there anew; whoever is busy elsewhere by now stays there.
  #focusAgain() {
    const { activeElement } = document
    const button = this.#focused && this.querySelector(`[data-record="${this.#focused}"] button`)
    if (activeElement === document.body || this.contains(activeElement)) button?.focus({ preventScroll: true })
    this.#focused = null
  }

  #focusedRecord() {
    return document.activeElement.closest("massage-journal [data-record]")?.dataset.record ?? null
  }
}

// It may still be on its way when a row is touched.
async function massageForm() {
  await customElements.whenDefined("massage-form")
  return document.querySelector("massage-form")
}

customElements.define("massage-journal", MassageJournal)
