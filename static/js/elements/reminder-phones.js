import { longDay } from "../helpers/dates.js"
import { membership } from "../helpers/membership.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { localDate, zoneHere } from "../models/day.js"

// The server lets a phone be that was not opened for 60 days; a week before, this says so.
const NEARLY_STALE = 53 * 86_400_000

// Which of the family's phones are invited, where there are several. Each decides for itself.
class ReminderPhones extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    document.addEventListener("reminder-saved", () => this.#render(), { signal: this.#left.signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const reminder = await this.#nursery.one("reminder")
    const { me } = reminder?.fields.on ? await membership(this.#nursery) : {}
    const phones = me?.devices ?? []
    if (phones.length < 2) return show(this)
    const rows = await Promise.all(phones.map(phone => this.#row(phone)))
    this.querySelector('[data-slot="phones"]').replaceChildren(...rows)
    show(this, "several")
  }

  async #row(phone) {
    const isThis = phone.id === this.#nursery.ids.device
    const caregiver = await this.#nursery.get(phone.caregiver)
    const label = isThis ? words(this, "this-phone") : phone.label || words(this, "a-phone")
    const name = caregiver?.fields.name
    return fill(clone(this, "phone"), {
      label: name ? words(this, "of", { phone: label, name }) : label, state: this.#state(phone)
    })
  }

  #state({ invited, last_seen_at: seenAt }) {
    if (!invited) return words(this, "not-invited")
    if (Date.now() - Date.parse(seenAt) < NEARLY_STALE) return words(this, "invited")
    const today = localDate(Date.now(), zoneHere())
    return words(this, "nearly-stale", { day: longDay(seenAt.slice(0, 10), today) })
  }
}

customElements.define("reminder-phones", ReminderPhones)
