import { longDay } from "../helpers/dates.js"
import { familyToday } from "../helpers/family_day.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { dayAfter } from "../models/day.js"
import { isPaused } from "../models/quiet.js"

const NIGHTS = { tonight: 1, week: 7 }

// A pause of the invitations, on all of the family's phones.
class ReminderPause extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const [reminder, status] = await Promise.all([
      this.#nursery.one("reminder"), this.#nursery.state.get("reminderStatus")
    ])
    const { on, paused_until: until } = reminder?.fields ?? {}
    const today = await this.#today()
    if (!on) return show(this)
    if (!isPaused(until, today)) return show(this, status?.fading === "stopped" ? "faded" : "running")
    const paused = until === "asked" ? words(this, "paused") : words(this, "paused-until", { day: longDay(until, today) })
    fill(this, { paused })
    show(this, "paused")
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act in NIGHTS) await this.#pause(dayAfter(await this.#today(), NIGHTS[act]))
    if (act === "asked") await this.#pause("asked")
    if (act === "go-on") await this.#pause(null)
  }

  async #pause(until) {
    await this.#nursery.save("reminder", { paused_until: until }, { record: await this.#nursery.fixed("reminder") })
    await this.#render()
    this.querySelector("[data-act]:not([hidden])")?.focus()
    await this.#nursery.sync()
  }

  async #today() {
    return (await familyToday(this.#nursery)).today
  }
}

customElements.define("reminder-pause", ReminderPause)
