import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { eveningOf, when, zoneHere } from "../models/day.js"

// A massage added afterwards, or changed: only the fields that changed are saved.
class MassageForm extends HTMLElement {
  #nursery
  #record
  #before = {}
  #zone
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    const { signal } = this.#left
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    this.addEventListener("logged", () => this.#about.close(), { signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async add() {
    const family = await this.#nursery.one("family")
    this.#zone = family?.fields.zone ?? zoneHere()
    const today = when(Date.now(), this.#zone).local_date
    this.#record = null
    this.#before = {}
    this.#form.reset()
    this.#form.elements.day.value = today
    this.#form.elements.day.max = today
    await this.#offerOwnRoutines()
    this.#open("adding", words(this, "add"))
  }

  async change(record) {
    const massage = await this.#nursery.get(record)
    this.#record = record
    this.#before = massage.fields
    this.#form.reset()
    this.#form.elements.outcome.value = massage.fields.outcome ?? "given"
    this.#form.elements.note.value = massage.fields.note ?? ""
    this.#open("changing", words(this, "edit"))
  }

  // The words that the player asks for after a massage: they can be changed the next morning.
  get #about() {
    return this.querySelector("dialog.about")
  }

  get #form() {
    return this.querySelector("form")
  }

  #open(state, heading) {
    fill(this, { heading })
    show(this, state)
    this.#form.elements.day.disabled = state === "changing"
    this.querySelector("dialog").showModal()
  }

  #close() {
    this.querySelector("dialog").close()
  }

  async #offerOwnRoutines() {
    const select = this.#form.elements.routine
    for (const option of select.querySelectorAll("[data-own]")) option.remove()
    for (const { record, fields } of await this.#nursery.all("routine")) {
      const option = new Option(fields.title, record)
      option.dataset.own = ""
      select.append(option)
    }
  }

  async #submit(event) {
    event.preventDefault()
    try {
      await this.#save()
    } catch (problem) {
      console.error("massage not saved", problem)
      show(this, this.#record ? "changing" : "adding", problem.reason === "full" ? "full" : "unsaved")
      return
    }
    this.#close()
  }

  async #save() {
    if (!this.#record) return this.#nursery.save("massage", this.#added())
    const changed = this.#changed()
    if (Object.keys(changed).length) await this.#nursery.save("massage", changed, { record: this.#record })
  }

  #added() {
    const { day, routine, outcome, note } = this.#form.elements
    const fields = {
      when: this.#whenOn(day.value), routine: routine.value, outcome: outcome.value,
      caregiver: this.#nursery.ids.caregiver
    }
    return note.value.trim() ? { ...fields, note: note.value.trim() } : fields
  }

  #changed() {
    const { outcome, note } = this.#form.elements
    const now = { outcome: outcome.value, note: note.value.trim() }
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== (this.#before[name] ?? "")))
  }

  // Today is now; an earlier day is its evening, with no claim about the hour (no `seconds`).
  #whenOn(day) {
    const now = when(Date.now(), this.#zone)
    return day === now.local_date ? now : when(eveningOf(day, this.#zone), this.#zone)
  }

  async #askAbout() {
    this.#close()
    this.#about.showModal()
    await this.querySelector("massage-log").open(this.#nursery, this.#record)
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "close") this.#close()
    if (act === "words") return this.#askAbout()
    if (act !== "remove") return
    await this.#nursery.save("massage", {}, { record: this.#record, action: "withdraw" })
    this.#close()
    this.dispatchEvent(new CustomEvent("massage-removed", { bubbles: true, detail: this.#record }))
  }
}

customElements.define("massage-form", MassageForm)
