import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill } from "../helpers/words.js"

// Joins the family whose code another phone shows; nothing happens before the tap.
class JoinFamily extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    const { signal } = this.#left
    this.#takeCode()
    window.addEventListener("hashchange", () => this.#takeCode(), { signal })
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    await this.#fillMe()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  get #form() {
    return this.querySelector("form")
  }

  // The code leaves the address at once: it has no business in a history.
  #takeCode() {
    const [code] = decodeURIComponent(location.hash.slice(1)).split(".")
    if (!code) return
    this.#form.elements.code.value = code
    history.replaceState(null, "", location.pathname)
  }

  async #fillMe() {
    const me = await this.#nursery.get(this.#nursery.ids.caregiver)
    const { name, relation } = this.#form.elements
    name.value ||= me?.fields.name ?? ""
    relation.value ||= me?.fields.relation ?? ""
  }

  async #submit(event) {
    event.preventDefault()
    event.submitter.disabled = true
    try {
      await this.#join()
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, "asking", problem.name === "Offline" ? "offline" : "refused")
    } finally {
      event.submitter.disabled = false
    }
  }

  async #join() {
    const { code, label, name, relation } = this.#form.elements
    const mine = (await this.#nursery.all("child")).map(({ record }) => record)
    await this.#nursery.joinFamily(code.value.trim(), {
      label: label.value.trim() || undefined, relation: relation.value || undefined
    })
    await this.#saveMe(name.value.trim(), relation.value)
    await this.#nursery.sync()
    await membership(this.#nursery)
    show(this, "joined")
    this.querySelector(".arrived").focus()
    this.dispatchEvent(new CustomEvent("family-joined", { bubbles: true, detail: mine }))
  }

  async #saveMe(name, relation) {
    const record = this.#nursery.ids.caregiver
    const before = (await this.#nursery.get(record))?.fields ?? {}
    const changed = Object.entries({ name, relation }).filter(([key, value]) => value && value !== before[key])
    if (changed.length) await this.#nursery.save("caregiver", Object.fromEntries(changed), { record })
  }
}

customElements.define("join-family", JoinFamily)
