import { announce, isAnswerOrOffline, membership } from "../helpers/membership.js"
import { grouped } from "../helpers/codes.js"
import { here } from "../helpers/address.js"
import { drawQr } from "../helpers/qr.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"

const LOOK_EVERY = 5_000

// A code for another phone, as words, picture and link, and how long it is good for. `/family#mine` is for one's own.
class FamilyInvite extends HTMLElement {
  #nursery
  #invitation
  #phones
  #looking
  #news = null
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    this.addEventListener("change", () => this.#explain(), { signal })
    addEventListener("hashchange", () => this.#heedAddress(), { signal })
    this.#heedAddress()
    document.addEventListener("family-changed", () => this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
    clearInterval(this.#looking)
  }

  async #render() {
    if (this.#invitation) return
    const { me } = await membership(this.#nursery)
    if (me?.role === "helper") this.#choose("mine")
    this.#explain()
    show(this, me && (this.#news ?? "together"))
  }

  #heedAddress() {
    if (location.hash !== "#mine") return
    this.#choose("mine")
    this.#explain()
  }

  get #whose() {
    return this.querySelector("[name=whose]:checked").value
  }

  #choose(whose) {
    this.querySelector(`[name=whose][value=${whose}]`).checked = true
  }

  #explain() {
    fill(this, { meaning: words(this, `meaning-${this.#whose}`) })
  }

  async #press({ target }) {
    switch (target.closest("[data-act]")?.dataset.act) {
      case "invite": return this.#invite()
      case "share": return this.#share()
      case "close": return this.#end(null)
    }
  }

  async #invite() {
    try {
      const { me } = await membership(this.#nursery)
      this.#phones = me.devices.length
      const wish = this.#whose === "mine" ? { mine: true } : { role: this.#whose }
      this.#invitation = await this.#nursery.call("POST", "/api/invitations", wish)
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, problem.name === "Offline" ? "offline" : "refused")
      return
    }
    const { code, qr } = this.#invitation
    fill(this, { code: grouped(code) })
    this.querySelector('[data-slot="picture"]').replaceChildren(drawQr(qr, words(this, "qr", { code: grouped(code) })))
    show(this, "code")
    this.querySelector(".invitation").focus()
    this.#countDown()
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY)
  }

  #countDown() {
    const minutes = Math.ceil((Date.parse(this.#invitation.expires_at) - Date.now()) / 60_000)
    if (minutes <= 0) return this.#end("expired")
    fill(this, { left: words(this, "left", { n: minutes }) })
  }

  async #look() {
    this.#countDown()
    if (!this.#invitation || document.hidden) return
    const { me } = await membership(this.#nursery)
    if (!this.#invitation || me.devices.length <= this.#phones) return
    this.#end("joined")
    announce(this)
    await this.#nursery.sync()
  }

  // What became of the invitation stays on the page until the next one.
  #end(news) {
    clearInterval(this.#looking)
    this.#invitation = null
    this.#news = news
    show(this, news ?? "together")
  }

  get #link() {
    return `${location.origin}${here("/join")}#${grouped(this.#invitation.code)}`
  }

  async #share() {
    if (navigator.share) {
      try {
        await navigator.share({ url: this.#link })
      } catch (problem) {
        // closing the phone's own sheet is an answer too
        if (problem.name !== "AbortError") throw problem
      }
      return
    }
    await navigator.clipboard.writeText(this.#link)
    show(this, "code", "copied")
  }
}

customElements.define("family-invite", FamilyInvite)
