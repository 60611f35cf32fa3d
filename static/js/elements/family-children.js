import { plainDate } from "../helpers/dates.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { clearedOn, clearing } from "../models/clearing.js"
import { localDate, zoneHere } from "../models/day.js"

// The family's children: add, change, set aside and bring back.
class FamilyChildren extends HTMLElement {
  #nursery
  #child
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    this.#form.addEventListener("change", event => this.#adapt(event.target), { signal })
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
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
    const children = await this.#nursery.all("child")
    const here = children.filter(({ fields }) => !fields.set_aside)
    const aside = children.filter(({ fields }) => fields.set_aside)
    this.querySelector('[data-slot="children"]').replaceChildren(...[...here, ...aside].map(child => this.#row(child)))
    if (!this.querySelector("dialog").open) show(this, children.length ? "some" : "none")
  }

  #row({ record, fields }) {
    const name = fields.name || words(this, "your-child")
    const row = fill(clone(this, "child"), { name, born: this.#born(fields) })
    const button = row.querySelector("button")
    button.value = record
    button.setAttribute("aria-label", words(this, "change", { name }))
    return row
  }

  #born({ set_aside: isAside, birth_date: birthDate }) {
    if (isAside) return words(this, "set-aside")
    return birthDate ? words(this, "born", { day: plainDate(birthDate) }) : ""
  }

  async #press({ target }) {
    const button = target.closest("[data-act]")
    switch (button?.dataset.act) {
      case "add": return this.#open(null)
      case "edit": return this.#open(await this.#nursery.get(button.value))
      case "close": return this.#close()
      case "aside": return this.#put({ set_aside: true })
      case "bring-back": return this.#put({ set_aside: false })
    }
  }

  #open(child) {
    this.#child = child
    const fields = child?.fields ?? {}
    const { name, birth_date: birthDate, due_date: dueDate, cleared, cleared_on: on } = this.#form.elements
    this.#form.reset()
    name.value = fields.name ?? ""
    birthDate.value = fields.birth_date ?? ""
    dueDate.value = fields.due_date ?? ""
    for (const box of this.#boxes) box.checked = (fields.situations ?? []).includes(box.value)
    on.max = localDate(Date.now(), zoneHere())
    on.value = clearedOn(fields.situations ?? [], fields.cleared)
    cleared.checked = Boolean(on.value)
    this.#adapt()
    const known = fields.name || words(this, "your-child")
    fill(this, { heading: child ? words(this, "change", { name: known }) : words(this, "add") })
    show(this, "some", child && (fields.set_aside ? "aside" : "here"))
    this.querySelector("dialog").showModal()
  }

  // A yes of the team was for what was ticked then: with one more it is asked for again.
  #adapt(changed) {
    const { cleared, cleared_on: on } = this.#form.elements
    if (changed?.name === "situations" && changed.checked) cleared.checked = false
    this.#part("team").hidden = this.#situations.length === 0
    if (this.#part("team").hidden) cleared.checked = false
    this.#part("cleared-on").hidden = !cleared.checked
    on.disabled = !cleared.checked
  }

  async #close() {
    this.querySelector("dialog").close()
    await this.#render()
  }

  async #submit(event) {
    event.preventDefault()
    await this.#put(this.#changed())
  }

  async #put(fields) {
    if (!this.#child || Object.keys(fields).length) {
      await this.#nursery.save("child", fields, { record: this.#child?.record })
    }
    await this.#close()
  }

  #changed() {
    const before = this.#child?.fields ?? {}
    const { name, birth_date: birthDate, due_date: dueDate, cleared, cleared_on: on } = this.#form.elements
    const now = { name: name.value.trim(), birth_date: birthDate.value, due_date: dueDate.value }
    const changed = Object.entries(now).filter(([key, value]) => value !== (before[key] ?? ""))
    const situations = this.#situations
    if (String(situations) !== String(before.situations ?? [])) changed.push(["situations", situations])
    const next = clearing(before, { situations, on: cleared.checked ? on.value : "" })
    if (next) changed.push(["cleared", next])
    return Object.fromEntries(changed.map(([key, value]) => [key, value === "" ? null : value]))
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`)
  }

  get #situations() {
    return this.#boxes.filter(({ checked }) => checked).map(({ value }) => value)
  }

  get #boxes() {
    return [...this.#form.querySelectorAll('[name="situations"]')]
  }
}

customElements.define("family-children", FamilyChildren)
