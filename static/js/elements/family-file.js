import { fileName, keepAsFile, keepEverything } from "../helpers/keeping.js"
import { aboutMassages, massageCells, massageWords } from "../helpers/massages.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { newEntries, readFamilyFile } from "../models/family_file.js"
import { daysOf } from "../models/journal.js"
import { csv } from "../models/spreadsheet.js"

const AT_ONCE = 500

// The journal as a file, and a file back into a journal. Works without internet.
class FamilyFile extends HTMLElement {
  #nursery
  #entries = []
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    this.querySelector("input").addEventListener("change", event => this.#look(event), { signal })
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "everything") await keepEverything(this.#nursery)
    if (act === "table") await this.#table()
    if (act === "bring") await this.#bring()
    if (act === "everything" || act === "table") show(this, "kept")
  }

  async #table() {
    const [massages, about] = await Promise.all([this.#nursery.all("massage"), aboutMassages(this.#nursery)])
    const rows = daysOf(massages).flatMap(day => day.massages).map(massage => massageCells(massageWords(), massage, about))
    keepAsFile(fileName("csv"), csv([words(this, "columns").split("|"), ...rows]), "text/csv")
  }

  // Nothing is changed yet: first it says what the file would bring.
  async #look({ target }) {
    const [file] = target.files
    target.value = "" // the same file may be chosen again
    if (!file) return
    try {
      const { records, unreadable } = readFamilyFile(await file.text())
      const known = new Set((await this.#nursery.everything()).map(({ record }) => record))
      this.#entries = newEntries(records, known, { reminder: await this.#nursery.fixed("reminder") })
      this.#tell(records.length - this.#entries.length, unreadable)
    } catch (problem) {
      if (problem.name !== "UnreadableFile") throw problem
      fill(this, { found: words(this, problem.reason) })
      show(this, "found")
    }
  }

  #tell(known, unreadable) {
    const n = this.#entries.length
    const sentences = [
      n ? words(this, "new", { n }) : words(this, "nothing-new"),
      n && known ? words(this, "known", { n: known }) : "",
      unreadable ? words(this, "unreadable", { n: unreadable }) : ""
    ]
    fill(this, { found: sentences.filter(Boolean).join(" ") })
    show(this, "found", n && "some")
  }

  async #bring() {
    const entries = this.#entries.splice(0)
    show(this, "working")
    for (let first = 0; first < entries.length; first += AT_ONCE) {
      await this.#nursery.saveAll(entries.slice(first, first + AT_ONCE))
    }
    fill(this, { found: words(this, "brought", { n: entries.length }) })
    show(this, "found")
    await this.#nursery.sync()
  }
}

customElements.define("family-file", FamilyFile)
