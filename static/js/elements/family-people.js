import { dayAndClock } from "../helpers/dates.js"
import { announce, isAnswerOrOffline, membership } from "../helpers/membership.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words, wordsOr } from "../helpers/words.js"

// Who cares for the child, and on which phones; a phone can be taken out.
class FamilyPeople extends HTMLElement {
  #nursery
  #me
  #revoking
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    this.querySelector("[data-form]").addEventListener("submit", event => this.#saveMe(event), { signal })
    this.querySelector("dialog").addEventListener("close", () => this.#revoke(), { signal })
    this.#nursery.addEventListener("change", () => this.#showCaregivers(), { signal })
    document.addEventListener("family-changed", () => this.#render(), { signal })
    await this.#fillMe()
    await this.#render()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render(...more) {
    const { me, fresh } = await membership(this.#nursery)
    this.#me = me
    const others = await this.#showCaregivers()
    this.#showPhones(me)
    show(this, others && "others", me && "together", me && !fresh && "stale", ...more)
  }

  async #fillMe() {
    const me = await this.#nursery.get(this.#nursery.ids.caregiver)
    const { name, relation } = this.querySelector("form").elements
    name.value = me?.fields.name ?? ""
    relation.value = me?.fields.relation ?? ""
  }

  async #saveMe(event) {
    event.preventDefault()
    const record = this.#nursery.ids.caregiver
    const before = (await this.#nursery.get(record))?.fields ?? {}
    const { name, relation } = event.target.elements
    const now = { name: name.value.trim(), relation: relation.value }
    const changed = Object.entries(now).filter(([key, value]) => value !== (before[key] ?? ""))
    if (changed.length) await this.#nursery.save("caregiver", Object.fromEntries(changed), { record })
    await this.#render("saved")
  }

  // Helpers have a list of their own.
  async #showCaregivers() {
    const caregivers = await this.#nursery.all("caregiver")
    const helpers = (this.#me?.caregivers ?? []).filter(({ role }) => role === "helper").map(({ id }) => id)
    const others = caregivers.filter(({ record }) => record !== this.#nursery.ids.caregiver && !helpers.includes(record))
    this.querySelector('[data-slot="caregivers"]').replaceChildren(...others.map(({ fields }) => {
      const relation = wordsOr(this, `relation-${fields.relation ?? ""}`, "someone")
      return fill(clone(this, "caregiver"), { name: fields.name || relation, relation: fields.name ? relation : "" })
    }))
    return others.length > 0
  }

  #showPhones(me) {
    const phones = me?.devices ?? []
    this.querySelector('[data-slot="phones"]').replaceChildren(...phones.map(phone => {
      const isThis = phone.id === this.#nursery.ids.device
      const label = isThis ? words(this, "this-phone") : phone.label || words(this, "a-phone")
      const row = fill(clone(this, "phone"), { label, seen: this.#seen(phone, isThis) })
      const button = row.querySelector("button")
      button.hidden = isThis
      button.value = phone.id
      button.setAttribute("aria-label", words(this, "take-out", { phone: label }))
      return row
    }))
  }

  #seen({ label, last_seen_at: seenAt }, isThis) {
    if (isThis) return label ?? ""
    return seenAt ? words(this, "seen", { day: dayAndClock(seenAt) }) : ""
  }

  #press({ target }) {
    const button = target.closest('[data-act="revoke"]')
    if (!button) return
    this.#revoking = button.value
    fill(this, { question: button.getAttribute("aria-label") })
    this.querySelector("dialog").returnValue = ""
    this.querySelector("dialog").showModal()
  }

  async #revoke() {
    if (this.querySelector("dialog").returnValue !== "revoke") return
    try {
      await this.#nursery.call("DELETE", `/api/devices/${this.#revoking}`, {})
      announce(this)
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      await this.#render(problem.name === "Offline" ? "offline" : "refused")
    }
  }
}

customElements.define("family-people", FamilyPeople)
