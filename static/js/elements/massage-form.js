import "./massage-log.js"
import { childName, massageWords } from "../helpers/massages.js"
import { offer } from "../helpers/options.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { eveningOf, when, zoneHere } from "../models/day.js"

// A massage added afterwards, or changed: only the fields that changed are saved.
class MassageForm extends HTMLElement {
  #nursery
  #record
  #before = {}
  #zone
  #left = new AbortController()

  connectedCallback() {
    const { signal } = this.#left
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    this.addEventListener("logged", () => this.#about.close(), { signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async add() {
    this.#nursery = await nurseryFor(this)
    const family = await this.#nursery.one("family")
    this.#zone = family?.fields.zone ?? zoneHere()
    const today = when(Date.now(), this.#zone).local_date
    this.#record = null
    this.#before = {}
    this.#form.reset()
    this.#form.elements.day.value = today
    this.#form.elements.day.max = today
    const own = await this.#nursery.all("routine")
    offer(this.#form.elements.routine, own.map(({ record, fields }) => ({ value: record, name: fields.title })))
    await this.#offerChildren()
    this.#open("adding", words(this, "add"))
  }

  async change(record) {
    this.#nursery = await nurseryFor(this)
    const massage = await this.#nursery.get(record)
    this.#record = record
    this.#before = massage.fields
    this.#form.reset()
    this.#form.elements.outcome.value = massage.fields.outcome ?? "given"
    this.#form.elements.note.value = massage.fields.note ?? ""
    await this.#offerChildren(massage.fields.children)
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

  // Asked only where there is more than one.
  async #offerChildren(chosen = []) {
    const children = (await this.#nursery.all("child")).filter(({ record, fields }) => !fields.set_aside || chosen.includes(record))
    const part = this.querySelector("[data-part=children]")
    part.hidden = children.length < 2
    part.querySelector("[data-slot-children]").replaceChildren(...part.hidden ? [] : children.map(child => {
      const choice = fill(clone(this, "child"), { name: childName(massageWords(), child) })
      Object.assign(choice.querySelector("input"), { value: child.record, checked: chosen.includes(child.record) })
      return choice
    }))
  }

  // Null where nobody was asked.
  get #children() {
    const asked = [...this.#form.querySelectorAll("[name=children]")]
    return asked.length ? asked.filter(({ checked }) => checked).map(({ value }) => value) : null
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
    return {
      when: this.#whenOn(day.value), routine: routine.value, outcome: outcome.value,
      caregiver: this.#nursery.ids.caregiver,
      ...this.#children?.length && { children: this.#children },
      ...note.value.trim() && { note: note.value.trim() }
    }
  }

  #changed() {
    const { outcome, note } = this.#form.elements
    const now = { outcome: outcome.value, note: note.value.trim(), children: this.#children }
    const before = { outcome: "", note: "", children: [], ...this.#before }
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== null && isOther(value, before[name])))
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

const isOther = (value, before) => JSON.stringify([value].flat().sort()) !== JSON.stringify([before].flat().sort())

customElements.define("massage-form", MassageForm)
