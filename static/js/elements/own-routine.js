import { here } from "../helpers/address.js"
import { factsOf } from "./own-list.js"
import { catalogueOf } from "../helpers/catalogue.js"
import { familyFor } from "../helpers/massage-keeping.js"
import { titleIn } from "../helpers/own-routines.js"
import { stepItems } from "../helpers/own-steps.js"
import { wayInto } from "../helpers/preparation.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { STILL, suitsOne } from "../models/ages.js"
import { complete } from "../models/own_routine.js"
import { isUnderWay } from "../models/playback.js"

const RECORD = /^#([0-9a-f-]{36})(?:\/|$)/

// One of the family's own routines, at #<record>, as a routine's page has it; without a record their list.
class OwnRoutine extends HTMLElement {
  #nursery
  #shown = null
  #removed = null
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    const follow = () => this.#render()
    addEventListener("hashchange", follow, { signal })
    this.#nursery.addEventListener("change", follow, { signal })
    // what came while a massage was played is shown after it
    this.addEventListener("close", follow, { signal, capture: true })
    this.addEventListener("click", event => this.#press(event), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const record = RECORD.exec(location.hash)?.[1] ?? null
    const isPlayed = this.querySelector("dialog[open]") && record === this.#shown?.record
    if (isPlayed) return
    const routine = record && await this.#nursery.get(record)
    if (routine?.kind === "routine" && (!routine.withdrawn || await this.#isCutShort(record))) return this.#open(routine)
    this.#shown = null
    this.#place()
    fill(this, { heading: words(this, "own") })
    show(this, "list", record && record !== this.#removed && "gone", this.#removed && "removed")
  }

  // A massage that was cut short is gone back to, although somebody removed the routine meanwhile.
  async #isCutShort(record) {
    const massage = await this.#nursery.state.get("player")
    return isUnderWay(massage) && massage.path.endsWith(`#${record}`)
  }

  async #open(routine) {
    const { family, key } = await this.#look(routine)
    if (this.#shown?.key === key) return
    const shown = this.#shown = { record: routine.record, key }
    try {
      const player = await this.#made(routine, family)
      // another one was asked for meanwhile
      if (this.#shown === shown) this.#place(player)
    } catch (problem) {
      console.error("An own routine is not shown", problem)
      this.#shown = null
      show(this, "unread")
    }
  }

  // What is shown depends on the routine and on whom it is for; nothing moves while that stays the same.
  async #look({ record, fields }) {
    const family = await familyFor(this.#nursery)
    const children = family.children.map(child => child.fields)
    return { family: { children, today: family.today }, key: JSON.stringify([record, fields, children, family.today]) }
  }

  async #made({ record, fields }, family) {
    const strokes = catalogueOf(this)
    const steps = complete(fields.steps ?? [], strokes)
    const items = await stepItems(this, steps, strokes)
    const made = clone(this, "routine")
    const player = made.querySelector("routine-player")
    made.querySelector("ol").append(...items)
    const playable = [...made.querySelectorAll("li.step")]
    Object.assign(player.dataset, { record, needs: playable.every(isStill) ? "none" : "check" })
    player.setAttribute("routine", record)
    made.querySelector("[data-part=flags]").hidden = !playable.some(li => li.dataset.area === "tummy")
    for (const link of made.querySelectorAll("[data-way]")) this.#lead(link, record)
    made.querySelector("[data-way=three-minutes]").hidden = !playable.some(li => "brief" in li.dataset)
    for (const li of playable) markFit(li, family)
    fill(this.querySelector(".intro"), { heading: titleIn({ fields }) || words(this, "untitled"), ...factsOf(this, steps, strokes) })
    return made
  }

  #lead(link, record) {
    const { way } = link.dataset
    link.href = way === "change" ? here(`/routines/new#${record}`) : wayInto(`${location.pathname}#${record}`, way)
  }

  #place(made) {
    this.querySelector("[data-slot-routine]").replaceChildren(...[made].filter(Boolean))
    if (made) show(this, "routine")
  }

  async #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "again") return this.#render()
    if (act === "remove") await this.#remove(this.#shown.record)
    if (act === "undo") await this.#undo()
  }

  async #remove(record) {
    this.#removed = record
    await this.#nursery.save("routine", {}, { record, action: "withdraw" })
    history.replaceState(null, "", location.pathname)
    await this.#render()
    this.querySelector("[data-act=undo]").focus()
  }

  async #undo() {
    const record = this.#removed
    this.#removed = null
    await this.#nursery.save("routine", {}, { record, action: "restore" })
    location.hash = record
    await this.#render()
    this.querySelector("h1").focus()
  }
}

const isStill = ({ dataset }) => STILL.includes(dataset.kind)

// What babies and older children do differently is shown for the one at home; of all else it is said that it is left out.
function markFit(li, { children, today }) {
  const { fromDays, untilDays = Infinity, kind } = li.dataset
  const isKnown = children.length > 0
  const suits = isKnown ? suitsOne(children, { fromDays: Number(fromDays), untilDays: Number(untilDays), isOnTummy: li.dataset.area === "tummy" }, today)
    : kind !== "pause" || Number(fromDays) === 0
  li.hidden = !suits && kind === "pause"
  li.querySelector("[data-part=left]").hidden = suits
}

customElements.define("own-routine", OwnRoutine)
