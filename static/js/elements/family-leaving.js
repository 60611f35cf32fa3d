import { keepAsFile } from "../helpers/keeping.js"
import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"

const KINDS = ["massage", "reflection", "child", "routine", "reminder", "caregiver", "family"]
const CALLS = { leave: ["POST", "/api/leave"], delete: ["DELETE", "/api/family"] }

// A new recovery code; leaving and deleting, which ask once more and mean it.
class FamilyLeaving extends HTMLElement {
  #nursery
  #wish
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
    if (act === "export") await this.#export()
    if (act === "leave" || act === "delete") this.#ask(act)
  }

  async #newCode() {
    const answer = await this.#called("POST", "/api/recovery-code")
    if (!answer) return
    document.dispatchEvent(new CustomEvent("recovery-code", { detail: answer.recovery_code }))
  }

  #ask(wish) {
    this.#wish = wish
    fill(this, {
      heading: words(this, `${wish}-heading`), meaning: words(this, `${wish}-meaning`), yes: words(this, `${wish}-yes`)
    })
    this.querySelector("dialog").returnValue = ""
    this.querySelector("dialog").showModal()
  }

  async #decide() {
    if (this.querySelector("dialog").returnValue !== "yes") return
    await this.#nursery.sync()
    if (!await this.#called(...CALLS[this.#wish])) return
    await this.#nursery.forget()
    location.replace("/")
  }

  async #called(method, path) {
    try {
      return await this.#nursery.call(method, path, {}) ?? {}
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, "together", problem.name === "Offline" ? "offline" : "refused")
      return null
    }
  }

  async #export() {
    const records = await Promise.all(KINDS.map(kind => this.#nursery.all(kind)))
    keepAsFile("warm-hands.json", { records: records.flat() })
  }
}

customElements.define("family-leaving", FamilyLeaving)
