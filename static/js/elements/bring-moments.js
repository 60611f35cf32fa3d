import { isOnHomeScreen } from "../helpers/installing.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"

// On an iPhone's home screen the app begins anew: before anything else it offers to bring what was written in Safari.
// Where the cookie came along the family comes by itself (homecoming.js), and this only says so.
class BringMoments extends HTMLElement {
  #nursery
  #hasAsked = false
  #left = new AbortController()

  async connectedCallback() {
    if (!isOnHomeScreen()) return
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.querySelector("[data-act=begin]").addEventListener("click", () => this.#begin(), { signal })
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    if (await this.#nursery.state.get("member")) return show(this, this.#hasAsked && "here")
    this.#hasAsked = !await this.#nursery.phone.get("begunHere") && !await this.#hasMassages()
    show(this, this.#hasAsked && "asking")
  }

  // One is enough to know: years of them are not read for it.
  async #hasMassages() {
    for await (const page of this.#nursery.days.back("massage", { size: 1 })) if (page.length) return true
    return false
  }

  async #begin() {
    await this.#nursery.phone.set("begunHere", true)
    await this.#render()
  }
}

customElements.define("bring-moments", BringMoments)
