import { clock, longDay } from "../helpers/dates.js"
import { familyToday, massagesOf } from "../helpers/family_day.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, hasWords, words } from "../helpers/words.js"

// What became of the last invitation, and why: "Not sent: you already had your time at 18:10".
class ReminderLast extends HTMLElement {
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
    const [status, reminder] = await Promise.all([
      this.#nursery.state.get("reminderStatus"), this.#nursery.one("reminder")
    ])
    const sentence = reminder?.fields.on && await this.#sentence(status?.last)
    if (!sentence) return show(this)
    fill(this, sentence)
    show(this, "known")
  }

  async #sentence(last) {
    const template = last && this.#template(last)
    if (!template) return null
    const time = template === "together" ? await this.#timeTogether(last.local_date) : null
    return {
      day: longDay(last.local_date, (await familyToday(this.#nursery)).today),
      what: time ? words(this, "together-at", { time }) : words(this, template)
    }
  }

  // The most telling words there are: of the reason, else of the outcome.
  #template({ outcome, reason }) {
    return [reason, outcome].find(name => name && hasWords(this, name))
  }

  async #timeTogether(day) {
    const [first] = await massagesOf(this.#nursery, day)
    return first && clock(Date.parse(first.fields.when.at))
  }
}

customElements.define("reminder-last", ReminderLast)
