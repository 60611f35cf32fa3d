import { here } from "../helpers/address.js"
import { isQuiet, quieten } from "../helpers/look.js"
import { eveningFor, keepPick } from "../helpers/offering.js"
import { isChosen } from "../helpers/roles.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { ageInDays } from "../models/ages.js"
import { evening, spoken } from "../models/evening.js"

const FUSSY = "fussy-evening"

// Tonight's card: what fits the child and the hour, or what the family likes; a tap shows another one.
class TonightsRoutine extends HTMLElement {
  #nursery = null
  #about
  #choice
  #left = new AbortController()

  async connectedCallback() {
    const { signal } = this.#left
    this.addEventListener("click", ({ target }) => target.closest("[data-act=another]") && this.#another(), { signal })
    this.addEventListener("change", ({ target }) => this.#choose({ whom: target.value }), { signal })
    this.#nursery = await nurseryFor(this)
    this.#nursery?.addEventListener("change", () => this.#look(), { signal })
    document.addEventListener("visibilitychange", () => this.#look(), { signal })
    await this.#look()
    wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #look() {
    this.#about = { pick: this.#about?.pick, ...await eveningFor(this.#nursery) }
    this.#choice = evening(this.#about.children, { ...this.#about, routines: this.#routines() })
    const isSetAside = this.#about.isUnknown ? isQuiet() : this.#choice.isSetAside
    quieten(isSetAside)
    show(this, isSetAside ? "set-aside" : "here")
    this.#showWhom(this.#choice.whom)
    if (isSetAside) return
    this.#showOffer(this.#choice, this.#about)
    this.dataset.chosen = ""
  }

  async #another() {
    const { offers, shown, whom } = this.#choice
    const next = (shown + 1) % offers.length
    await this.#choose({ whom: whom?.chosen, routine: next ? offers[next].routine : undefined })
  }

  async #choose(pick) {
    this.#about.pick = { day: this.#about.today, ...pick }
    await keepPick(this.#nursery, this.#about.pick)
    await this.#look()
  }

  #routines() {
    const all = [...this.querySelectorAll("template[data-at]")].map(({ dataset: { part, from, until, at } }) => ({
      slug: part, from: Number(from), until: Number(until), at: at.split(" ").filter(Boolean)
    }))
    return all.filter(({ slug }) => this.#isForUs(slug))
  }

  // A helper sees what the parents chose.
  #isForUs(routine) {
    return isChosen(this.#about.chosen, routine)
  }

  #showOffer({ offers, shown, line, count, hasYoung }, { part, own }) {
    const { routine, isOwn, isPractice } = offers[shown]
    const { dataset, content } = this.querySelector(`template[data-part="${isOwn ? "own" : routine}"]`)
    const mine = own.find(({ record }) => record === routine)?.fields
    fill(this, { title: mine?.title ?? dataset.title, why: this.#say(line, count, { when: words(this, part) }) })
    this.#slot("facts").replaceChildren(content.cloneNode(true))
    if (mine) fill(this.#slot("facts"), { minutes: words(this, "minutes", { n: minutesOf(mine) }) })
    const address = `/routines/${isOwn ? "own" : routine}`
    const way = isPractice ? "practise" : "play"
    this.#link("start", `${address}#${isOwn ? `${routine}/` : ""}${way}`)
    this.#link("hold", `/routines/just-hold#${way}`)
    this.#link("brief", "hasBrief" in dataset && !isPractice && `${address}#three-minutes`)
    this.querySelector("[data-all]").hidden = !this.querySelector("[data-brief]").hidden
    this.querySelector("[data-act=another]").hidden = offers.length < 2
    const isFussy = hasYoung && !isPractice && this.#isForUs(FUSSY)
    this.querySelector("[data-fussy]").toggleAttribute("data-gone", !isFussy)
    this.querySelector(".baby").classList.toggle("clothed", "clothed" in dataset)
  }

  #link(name, address) {
    const link = this.querySelector(`[data-${name}]`)
    link.hidden = !address
    if (address) link.setAttribute("href", here(address))
  }

  // Nothing moves under a thumb: the choices are made anew only when they are others.
  #showWhom(whom) {
    const group = this.#slot("whom")
    group.hidden = !whom
    if (!whom) return
    const names = [...whom.children.map(child => [child.record, this.#nameOf(child)]), ["all", words(this, "all")]]
    if (group.dataset.names !== String(names)) group.replaceChildren(...names.map(([value, name]) => this.#radio(value, name)))
    group.dataset.names = String(names)
    group.querySelector(`[value="${CSS.escape(whom.chosen)}"]`).checked = true
  }

  #radio(value, name) {
    const choice = fill(clone(this, "for-whom"), { name })
    choice.querySelector("input").value = value
    return choice
  }

  #nameOf({ fields }) {
    const age = ageInDays(fields, this.#about.today)
    if (fields.name || age === null) return fields.name || words(this, "your-child")
    const { line, count } = spoken(age)
    return this.#say(line, count)
  }

  #say(name, count, values) {
    const inWords = words(this, "counts").split(" ")[count] ?? String(count)
    return words(this, name, { n: count, count: inWords, ...values })
  }

  #slot(name) {
    return this.querySelector(`[data-slot-${name}]`)
  }
}

const minutesOf = ({ steps = [] }) => Math.max(1, Math.round(steps.reduce((sum, { seconds }) => sum + seconds, 0) / 60))

customElements.define("tonights-routine", TonightsRoutine)
