import { here } from "../helpers/address.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { calendarFile } from "../models/alarm.js"
import { zoneHere } from "../models/day.js"
import { USUAL } from "../models/quiet.js"

// The same invitation as an alarm in the phone's own calendar; made here, without internet.
class ReminderAlarm extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    const button = this.querySelector("button")
    button.addEventListener("click", () => this.#give(), { signal: this.#left.signal })
    button.disabled = false
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #give() {
    const file = new Blob([calendarFile(await this.#wanted(), Date.now())], { type: "text/calendar" })
    const link = document.createElement("a")
    link.href = URL.createObjectURL(file)
    link.download = "warm-hands.ics"
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    fill(this, { given: words(this, "given") })
  }

  async #wanted() {
    const [reminder, family] = await Promise.all([this.#nursery?.one("reminder"), this.#nursery?.one("family")])
    const { time, weekdays } = { ...USUAL, ...reminder?.fields }
    const record = await this.#nursery?.fixed("reminder") ?? crypto.randomUUID()
    return {
      uid: `${record}@warm-hands`, time, weekdays, zone: family?.fields.zone ?? zoneHere(),
      title: words(this, "title"), text: words(this, "text"), url: new URL(here("/tonight"), location.href).href
    }
  }
}

customElements.define("reminder-alarm", ReminderAlarm)
