import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { zoneHere } from "../models/day.js"
import { isQuiet, madeRoom, USUAL } from "../models/quiet.js"

// When the daily invitation comes. Saved on this phone first, with or without internet.
class ReminderForm extends HTMLElement {
  #nursery
  #zone
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    await this.#load()
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
    this.#form.addEventListener("input", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  get #form() {
    return this.querySelector("form")
  }

  get #boxes() {
    return [...this.#form.querySelectorAll('[name="weekdays"]')]
  }

  async #load() {
    const [reminder, family] = await Promise.all([this.#nursery.one("reminder"), this.#nursery.one("family")])
    const { on, time, weekdays, quiet_from: from, quiet_to: to } = { ...USUAL, ...reminder?.fields }
    const fields = this.#form.elements
    this.#zone = family?.fields.zone ?? zoneHere()
    fields.on.checked = on
    fields.time.value = time
    fields.quiet_from.value = from
    fields.quiet_to.value = to
    for (const box of this.#boxes) box.checked = weekdays.includes(Number(box.value))
    this.#render()
  }

  #render(...more) {
    const { on, quiet_from: from, quiet_to: to } = this.#form.elements
    const here = zoneHere()
    fill(this, {
      zone: words(this, "zone", { zone: plain(this.#zone) }),
      quiet: words(this, "quiet", { from: from.value, to: to.value }),
      elsewhere: words(this, "elsewhere", { here: plain(here) }),
      "use-zone": words(this, "use-zone", { here: plain(here) })
    })
    show(this, on.checked && "on", here !== this.#zone && "elsewhere", ...more)
  }

  async #submit(event) {
    event.preventDefault()
    const wish = this.#wish()
    if (wish.on && !wish.weekdays.length) return this.#render("no-day")
    if (wish.on && isQuiet(wish.time, wish.quiet_from, wish.quiet_to)) return this.#askToMove(wish)
    try {
      await this.#save(wish)
    } catch (problem) {
      console.error("reminder not saved", problem)
      return this.#render("unsaved")
    }
    this.#render("saved")
    this.dispatchEvent(new Event("reminder-saved", { bubbles: true }))
    await this.#nursery.sync()
  }

  #wish() {
    const { on, time, quiet_from: from, quiet_to: to } = this.#form.elements
    const weekdays = this.#boxes.filter(({ checked }) => checked).map(({ value }) => Number(value))
    return { on: on.checked, time: time.value, weekdays, quiet_from: from.value, quiet_to: to.value }
  }

  async #save(wish) {
    const [reminder, family] = await Promise.all([this.#nursery.one("reminder"), this.#nursery.one("family")])
    const entries = [
      { kind: "reminder", fields: changed({ window_minutes: USUAL.window_minutes, ...wish }, reminder?.fields) },
      { kind: "family", fields: changed({ zone: this.#zone }, family?.fields) }
    ].filter(({ fields }) => Object.keys(fields).length)
    await this.#nursery.saveAll(await Promise.all(entries.map(async entry =>
      ({ ...entry, action: "put", record: await this.#nursery.fixed(entry.kind) }))))
  }

  #askToMove({ time, quiet_from: from, quiet_to: to }) {
    const room = madeRoom(time, { from, to, window: USUAL.window_minutes })
    fill(this, { inside: words(this, "inside", { time, from, to }), move: words(this, "move", room) })
    this.#render("inside")
  }

  #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    const { time, quiet_from: from, quiet_to: to } = this.#form.elements
    if (act === "time") time.focus()
    if (act === "zone") this.#zone = zoneHere()
    if (act === "zone") this.#render()
    if (act !== "move") return
    const room = madeRoom(time.value, { from: from.value, to: to.value, window: USUAL.window_minutes })
    from.value = room.from
    to.value = room.to
    this.#form.requestSubmit()
  }
}

const plain = zone => zone.replaceAll("_", " ")

const changed = (now, before = {}) => Object.fromEntries(Object.entries(now)
  .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])))

customElements.define("reminder-form", ReminderForm)
