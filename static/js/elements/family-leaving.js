import { keepEverything } from "../helpers/keeping.js"
import { here } from "../helpers/address.js"
import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { nameOf } from "../helpers/people.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"

const CALLS = { leave: ["POST", "/api/leave"], delete: ["DELETE", "/api/family"], "sign-out": ["POST", "/api/sign-out"] }
const OWNER = "owner"

// A new recovery code; signing out, leaving and deleting, which ask once more and mean it. What is on this phone
// alone is offered as a file before it goes; who signs out can also leave it here, sealed.
class FamilyLeaving extends HTMLElement {
  #nursery
  #wish
  #isTold // what would go with it
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    this.querySelector("dialog").addEventListener("close", () => this.#decide(), { signal })
    document.addEventListener("family-changed", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const { me } = await membership(this.#nursery)
    show(this, me && "together")
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "code") await this.#newCode()
    if (act === "export") await keepEverything(this.#nursery)
    if (act in CALLS) await this.#ask(act)
  }

  async #newCode() {
    try {
      const { recovery_code: detail } = await this.#nursery.call("POST", "/api/recovery-code", {})
      document.dispatchEvent(new CustomEvent("recovery-code", { detail }))
    } catch (problem) {
      this.#explain(problem)
    }
  }

  async #ask(wish) {
    this.#wish = wish
    this.#isTold = false
    await this.#offerHeirs(wish === "leave")
    fill(this, {
      heading: words(this, `${wish}-heading`), meaning: words(this, `${wish}-meaning`), yes: words(this, `${wish}-yes`)
    })
    this.#openDialog()
  }

  #openDialog(more) {
    show(this, "together", this.#heir.length && "handing-over", more)
    this.querySelector("dialog").returnValue = ""
    this.querySelector("dialog").showModal()
  }

  // A family needs somebody who looks after it: the only one to do so names the next.
  async #offerHeirs(isLeaving) {
    const [{ me }, caregivers] = await Promise.all([membership(this.#nursery), this.#nursery.all("caregiver")])
    const others = (me?.caregivers ?? []).filter(({ id }) => id !== me.caregiver)
    const isLast = isLeaving && me?.role === OWNER && others.length && others.every(({ role }) => role !== OWNER)
    const about = { caregivers, me: me?.caregiver }
    this.#heir.replaceChildren(...(isLast ? others : []).map(({ id }) => new Option(nameOf(this, id, about), id)))
  }

  get #heir() {
    return this.querySelector('[name="owner"]')
  }

  async #decide() {
    const { returnValue: decision } = this.querySelector("dialog")
    if (!decision) return
    await this.#nursery.sync()
    const alone = await this.#alone()
    if (alone.length && !this.#isTold) return this.#tell(alone.length)
    try {
      await this.#go(decision === "sealed")
    } catch (problem) {
      this.#explain(problem)
    }
  }

  // The server's yes has the browser clear its storage: what is to stay is written after it.
  async #go(isSealed) {
    const sealed = isSealed && await this.#nursery.seal()
    await this.#nursery.call(...CALLS[this.#wish], this.#heir.value ? { owner: this.#heir.value } : {})
    await this.#nursery.forget(sealed)
    location.replace(here("/"))
  }

  // What no other phone has: it would be gone.
  async #alone() {
    return (await Promise.all([this.#nursery.pending(), this.#nursery.refused()])).flat()
  }

  #tell(n) {
    this.#isTold = true
    fill(this, {
      meaning: words(this, "alone", { n }), yes: words(this, `${this.#wish}-without`, { n }), sealed: words(this, "sealed", { n })
    })
    this.#openDialog(this.#wish === "sign-out" && "sealing")
  }

  #explain(problem) {
    if (!isAnswerOrOffline(problem)) throw problem
    fill(this, { reason: problem.message })
    show(this, "together", problem.name === "Offline" ? "offline" : "refused")
  }
}

customElements.define("family-leaving", FamilyLeaving)
