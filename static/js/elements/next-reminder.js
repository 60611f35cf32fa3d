import { longDay, weekdayNames } from "../helpers/dates.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { localDate, zoneHere } from "../models/day.js"
import { isPaused } from "../models/quiet.js"

const WEEK = [1, 2, 3, 4, 5, 6, 7]

// When the next invitation comes, on Today. A family whose children are set aside is asked nothing.
class NextReminder extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    this.#nursery.addEventListener("change", () => this.#render(), { signal: this.#left.signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const [reminder, family, children] = await Promise.all([
      this.#nursery.one("reminder"), this.#nursery.one("family"), this.#nursery.all("child")
    ])
    this.hidden = children.length > 0 && children.every(({ fields }) => fields.set_aside)
    const today = localDate(Date.now(), family?.fields.zone ?? zoneHere())
    fill(this, this.#sentences(reminder?.fields, today))
  }

  #sentences(reminder, today) {
    if (!reminder?.on) return this.#say("title-off", "text-off")
    const { time, weekdays = WEEK, paused_until: until } = reminder
    if (until === "asked") return this.#say("title-paused", "text-paused")
    if (isPaused(until, today)) return this.#say("title-paused", "text-paused-until", { day: longDay(until, today) })
    const left = WEEK.filter(day => !weekdays.includes(day))
    if (!left.length) return this.#say("title-every-day", "text-on", { time })
    if (left.length === 1) return this.#say("title-but", "text-on", { time, days: weekdayNames(left) })
    return this.#say("title-on", "text-on", { time, days: weekdayNames([...weekdays].sort()) })
  }

  #say(title, text, values) {
    return { title: words(this, title, values), text: words(this, text, values) }
  }
}

customElements.define("next-reminder", NextReminder)
