import { here } from "../helpers/address.js"
import { catalogueOf } from "../helpers/catalogue.js"
import { Dragging } from "../helpers/dragging.js"
import { lasting, lastingAbout } from "../helpers/lasting.js"
import { familyFor } from "../helpers/massage-keeping.js"
import { begin, keep, save, unsaved, wholeOf } from "../helpers/own-draft.js"
import { show } from "../helpers/states.js"
import { stepRows, titlesOf } from "../helpers/step-rows.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { advice, chosen, longer, MOST_STEPS, moved, shorter, total } from "../models/own_routine.js"

// A family's own routine is put together here: from the catalogue, in the order of a drag or of buttons, each step as long as they like.
class RoutineEditor extends HTMLElement {
  #nursery
  #strokes
  #family
  #draft = null
  #before = []
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    const { children, today } = await familyFor(this.#nursery)
    this.#family = { children: children.map(({ fields }) => fields), today }
    this.#strokes = catalogueOf(this)
    new Dragging(this.#list, row => this.#drop(Number(row.dataset.at)), { signal })
    addEventListener("hashchange", () => this.#open(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    this.#form.addEventListener("input", () => this.#write(), { signal })
    this.#form.addEventListener("submit", event => this.#save(event), { signal })
    await this.#open()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  get #form() {
    return this.querySelector("form")
  }

  get #list() {
    return this.querySelector("[data-slot-steps]")
  }

  async #open({ isAfresh = false } = {}) {
    const of = location.hash.slice(1)
    if (of && of === this.#draft?.of && !isAfresh) return
    this.#draft = null
    if (!of) return show(this, "choosing")
    try {
      const left = isAfresh ? null : await unsaved(this.#nursery, of)
      this.#draft = left ?? await begin(this, this.#nursery, of)
      if (!this.#draft) return show(this, "gone")
      this.#form.elements.title.value = this.#draft.title
      this.#form.elements.ending.value = this.#draft.ending
      this.#render()
      show(this, "editing", left && "resumed")
    } catch (problem) {
      console.error("The routine is not opened", problem)
      show(this, "unread")
    }
  }

  #render() {
    const whole = wholeOf(this.#draft, this.#strokes)
    this.#draft.steps = chosen(whole)
    this.#list.replaceChildren(...stepRows(this, whole, this.#strokes, this.#family))
    fill(this, { whole: words(this, "whole", { time: lastingAbout(this, total(whole)) }) })
    const known = advice(whole, this.#strokes, this.#family)
    for (const line of this.querySelectorAll("[data-advice]")) line.hidden = !known.includes(line.dataset.advice)
    this.#part("none").hidden = this.#draft.steps.length > 0
    this.#part("full").hidden = whole.length < MOST_STEPS
  }

  #change(steps, { mayUndo = false } = {}) {
    this.#before = this.#draft.steps
    this.#draft.steps = steps
    this.#part("left-out").hidden = !mayUndo
    this.#render()
    this.#write()
  }

  // Kept at every change: a phone that rings loses nothing.
  #write() {
    const { title, ending } = this.#form.elements
    const isLastOther = this.#draft.ending !== ending.value
    Object.assign(this.#draft, { title: title.value.trim(), ending: ending.value })
    if (isLastOther) this.#render()
    show(this, "editing")
    keep(this.#nursery, this.#draft)
  }

  #press({ target }) {
    const act = target.closest("[data-act]")?.dataset.act
    const at = Number(target.closest("[data-at]")?.dataset.at)
    switch (act) {
      case "add": return this.#add(target.closest("[data-stroke]").dataset.stroke)
      case "up": return this.#move(at, -1, act)
      case "down": return this.#move(at, 1, act)
      case "shorter": return this.#time(at, shorter, act)
      case "longer": return this.#time(at, longer, act)
      case "remove": return this.#leaveOut(at)
      case "undo": return this.#undo()
      case "afresh": return this.#open({ isAfresh: true })
    }
  }

  // What is done on one leg or arm is done on the other as well.
  #add(stroke) {
    const { usual, isSided } = this.#strokes.get(stroke)
    const more = Array.from({ length: isSided ? 2 : 1 }, () => ({ stroke, seconds: usual }))
    if (wholeOf(this.#draft, this.#strokes).length + more.length > MOST_STEPS) return
    this.#change([...this.#draft.steps, ...more])
    this.#say("added", { title: this.#strokes.get(stroke).name })
  }

  #move(at, by, act) {
    const step = this.#draft.steps[at]
    this.#change(moved(this.#draft.steps, at, by))
    this.#sayPlace(step)
    this.#focus(step, act)
  }

  // The rows stand in their new order already.
  #drop(at) {
    const { steps } = this.#draft
    const rows = [...this.#list.querySelectorAll("[data-at]")]
    this.#change(rows.map(row => steps[row.dataset.at]))
    this.#sayPlace(steps[at])
  }

  #time(at, change, act) {
    const { steps } = this.#draft
    const step = { ...steps[at], seconds: change(steps[at].seconds) }
    this.#change(steps.map((one, i) => i === at ? step : one))
    this.#say("lasts", { title: this.#titleOf(step), time: lasting(this, step.seconds) })
    this.#focus(step, act)
  }

  #leaveOut(at) {
    const sentence = words(this, "left-out", { title: this.#titleOf(this.#draft.steps[at]) })
    this.#change(this.#draft.steps.filter((_, i) => i !== at), { mayUndo: true })
    fill(this, { "left-out": sentence, announced: sentence })
    this.querySelector("[data-act=undo]").focus({ preventScroll: true })
  }

  #undo() {
    this.#change(this.#before)
    this.querySelector("h2[tabindex]").focus({ preventScroll: true })
  }

  #titleOf(step) {
    return titlesOf(this, this.#draft.steps, this.#strokes)[this.#draft.steps.indexOf(step)]
  }

  #sayPlace(step) {
    const { steps } = this.#draft
    this.#say("is-now", { title: this.#titleOf(step), at: steps.indexOf(step) + 1, all: steps.length })
  }

  #say(name, values) {
    fill(this, { announced: words(this, name, values) })
  }

  #focus(step, act) {
    this.#list.querySelector(`[data-at="${this.#draft.steps.indexOf(step)}"] [data-act=${act}]`).focus()
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`)
  }

  async #save(event) {
    event.preventDefault()
    const title = this.#draft.title || words(this, "untitled")
    try {
      this.#draft = await save(this.#nursery, { ...this.#draft, title }, this.#strokes)
    } catch (problem) {
      console.error("The routine is not saved", problem)
      return show(this, "editing", "unsaved")
    }
    this.#form.elements.title.value = title
    history.replaceState(null, "", `#${this.#draft.record}`)
    this.#part("see").href = here(`/routines/own#${this.#draft.record}`)
    show(this, "editing", "saved")
    this.#part("see").focus()
  }
}

customElements.define("routine-editor", RoutineEditor)
