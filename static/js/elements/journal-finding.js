import { aboutMassages, childName, massageWords, routineTitle } from "../helpers/massages.js"
import { offer } from "../helpers/options.js"
import { nameOf } from "../helpers/people.js"
import { atRest } from "../helpers/rest.js"
import { nurseryFor } from "../helpers/storage.js"

const PAUSE = 250 // milliseconds in which a word is still being written

// Says what is looked for in the journal, as a "journal-wish" of { text, child, caregiver, routine, until },
// while it is written.
class JournalFinding extends HTMLElement {
  #nursery
  #told = "{}"
  #timer
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("input", () => this.#tellSoon(), { signal })
    // the form says "reset" before its fields are
    this.addEventListener("reset", () => this.#tellSoon(), { signal })
    this.addEventListener("submit", event => this.#submit(event), { signal })
    this.#nursery.addEventListener("change", () => this.#offer(), { signal })
    await atRest() // the days come first
    await this.#offer()
  }

  disconnectedCallback() {
    this.#left.abort()
    clearTimeout(this.#timer)
  }

  // What there is only one of is not asked for.
  async #offer() {
    const about = await aboutMassages(this.#nursery)
    const text = massageWords()
    const named = (records, name) => records.map(one => ({ value: one.record, name: name(one) }))
    const own = {
      child: named(about.children, child => childName(text, child)),
      caregiver: named(about.caregivers, ({ record }) => nameOf(text, record, about)),
      routine: named(about.routines, ({ record }) => routineTitle(text, record, about))
    }
    for (const [name, options] of Object.entries(own)) offer(this.querySelector(`[name=${name}]`), options)
    for (const name of ["child", "caregiver"]) this.querySelector(`[data-part=${name}]`).hidden = own[name].length < 2
  }

  #submit(event) {
    event.preventDefault()
    this.querySelector("details").open = false // the results have the room
    this.#tell()
  }

  #tellSoon() {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#tell(), PAUSE)
  }

  #tell() {
    const wish = Object.fromEntries(new FormData(this.querySelector("form")))
    if (JSON.stringify(wish) === this.#told) return
    this.#told = JSON.stringify(wish)
    this.dispatchEvent(new CustomEvent("journal-wish", { bubbles: true, detail: wish }))
  }
}

customElements.define("journal-finding", JournalFinding)
