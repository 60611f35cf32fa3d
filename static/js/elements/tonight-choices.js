import { clock } from "../helpers/dates.js"
import { here } from "../helpers/address.js"
import { massagesOf } from "../helpers/family_day.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { localDate, zoneHere } from "../models/day.js"
import { laterTimes } from "../models/later.js"

const ID = /^[0-9a-f-]{36}$/

// Where a reminder leads: begin, later tonight, not this evening. Works without internet.
class TonightChoices extends HTMLElement {
  #nursery
  #reminder = {}
  #zone = zoneHere()
  #delivery = location.hash.slice(1)
  #left = new AbortController()

  async connectedCallback() {
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    window.addEventListener("hashchange", () => { this.#delivery = location.hash.slice(1) }, { signal })
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const [reminder, family] = await Promise.all([this.#nursery.one("reminder"), this.#nursery.one("family")])
    this.#reminder = reminder?.fields ?? {}
    this.#zone = family?.fields.zone ?? this.#zone
    this.#pointToRoutine()
    await this.#ask()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #ask() {
    const massages = await massagesOf(this.#nursery, this.#today)
    show(this, massages.length ? "together" : "asking")
  }

  get #today() {
    return localDate(Date.now(), this.#zone)
  }

  #pointToRoutine() {
    const { routine } = this.#reminder
    if (!routine) return
    const address = ID.test(routine) ? `/routines/own#${routine}/play` : `/routines/${routine}#play`
    this.querySelector('[data-act="begin"]').href = here(address)
  }

  async #press(event) {
    const button = event.target.closest("[data-act]")
    if (!button || !this.#nursery) return
    switch (button.dataset.act) {
      case "begin": return this.#begin(event, button.href)
      case "later": return this.#offerTimes()
      case "at": return this.#later(Number(button.value))
      case "not-this-evening": return this.#notThisEvening()
      case "back": return this.#ask()
    }
  }

  async #begin(event, address) {
    event.preventDefault()
    await this.#answer({ choice: "begin" })
    location.assign(address)
  }

  #offerTimes() {
    const times = laterTimes(Date.now(), this.#zone)
    this.querySelector('[data-slot="times"]').replaceChildren(...times.map(time => {
      const button = clone(this, "time").firstElementChild
      button.value = time
      button.textContent = clock(time)
      return button
    }))
    this.#show(times.length ? "later" : "too-late")
  }

  async #later(time) {
    await this.#answer({ choice: "later", at: new Date(time).toISOString() })
    fill(this, { until: words(this, "until", { time: clock(time) }) })
    this.#show("saved-later")
  }

  async #notThisEvening() {
    await this.#answer({ choice: "not-this-evening" })
    this.#show("saved-not")
  }

  async #answer(fields) {
    const delivery = ID.test(this.#delivery) ? { delivery: this.#delivery } : {}
    await this.#nursery.save("answer", { local_date: this.#today, ...delivery, ...fields })
    this.#nursery.sync()
  }

  #show(state) {
    show(this, state)
    this.querySelector(`section[data-when="${state}"]`).focus()
  }
}

customElements.define("tonight-choices", TonightChoices)
