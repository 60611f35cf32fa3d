import { choose } from "../helpers/choosing.js"
import { membership } from "../helpers/membership.js"
import { nameOf } from "../helpers/people.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"

// Who helps, and with which routines: the parents choose, and the helper's phone shows no others.
class FamilyHelpers extends HTMLElement {
  #nursery
  #me
  #helper
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    this.querySelector("dialog").addEventListener("close", () => this.#save(), { signal })
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    document.addEventListener("family-changed", () => this.#ask(), { signal })
    await this.#ask()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #ask() {
    this.#me = (await membership(this.#nursery)).me
    await this.#render()
  }

  async #render(...more) {
    const caregivers = await this.#nursery.all("caregiver")
    const helpers = (this.#me?.caregivers ?? []).filter(({ id, role }) => role === "helper" && id !== this.#me.caregiver)
    this.querySelector('[data-slot="helpers"]').replaceChildren(...helpers.map(({ id }) => this.#row(id, caregivers)))
    show(this, helpers.length && "some", ...more)
  }

  #row(id, caregivers) {
    const name = nameOf(this, id, { caregivers })
    const n = caregivers.find(({ record }) => record === id)?.fields.routines?.length ?? 0
    const row = fill(clone(this, "helper"), { name, chosen: words(this, n ? "chosen" : "holding", { n }) })
    const button = row.querySelector("button")
    button.value = id
    button.setAttribute("aria-label", words(this, "whose", { name }))
    return row
  }

  async #press({ target }) {
    const button = target.closest('[data-act="choose"]')
    if (!button) return
    this.#helper = button.value
    fill(this, { whose: button.getAttribute("aria-label") })
    await this.#showOwnRoutines()
    const { routines = [] } = (await this.#nursery.get(this.#helper))?.fields ?? {}
    choose(this.querySelector("form"), { routines })
    const dialog = this.querySelector("dialog")
    dialog.returnValue = ""
    dialog.showModal()
  }

  async #showOwnRoutines() {
    for (const old of this.querySelectorAll(".own")) old.remove()
    const own = await this.#nursery.all("routine")
    this.querySelector('[data-slot="routines"]').append(...own.map(({ record, fields: { title } }) => {
      const label = fill(clone(this, "routine"), { title })
      label.querySelector("input").value = record
      return label
    }))
  }

  async #save() {
    if (this.querySelector("dialog").returnValue !== "choose") return
    const routines = [...this.querySelectorAll("[name=routines]:checked")].map(({ value }) => value)
    await this.#nursery.save("caregiver", { routines }, { record: this.#helper })
    await this.#render("saved")
  }
}

customElements.define("family-helpers", FamilyHelpers)
