import { drawingOf, wordsOf } from "./routine-steps.js"
import { show } from "./states.js"
import { fill, words } from "./words.js"
import { elapsed } from "../models/playback.js"

const SINKS_AFTER = 10_000
const FALLS_SILENT_FOR = 1_000

/** What the player shows and says: one phase at a time, every sentence once. */
export class Scene {
  #element
  #voice
  #chime
  #buzz
  #shown = null
  #said = null
  #rung = null
  #touchedAt = 0
  #soon
  #setUp = null
  #words
  #isCovered = false

  constructor(element, { voice, chime, buzz }) {
    this.#element = element
    this.#voice = voice
    this.#chime = chime
    this.#buzz = buzz
  }

  get dialog() {
    return this.#element.querySelector("dialog")
  }

  /** Shows the parts for one phase, and puts the focus on its heading. */
  show(phase) {
    if (phase === this.#shown) return
    this.#shown = phase
    show(this.#element, phase)
    this.dialog.dataset.phase = phase
    this.dialog.scrollTop = 0
    const heading = this.dialog.querySelector(`.scene[data-when~="${phase}"] h2`)
    if (phase !== "check") heading?.focus({ preventScroll: true })
  }

  /** The room is lit again, as after any touch. */
  wake(now) {
    this.#touchedAt = now
    this.dialog.removeAttribute("data-sunk")
  }

  /** Nothing sounds from here on; what was said may be said again. */
  hush() {
    clearTimeout(this.#soon)
    this.#voice.hush()
    this.#chime.hush()
    this.#said = null
  }

  /** Lays a page of help over the phase, until it is shown again. */
  cover(name) {
    this.#isCovered = true
    this.show(name)
  }

  uncover() {
    this.#isCovered = false
  }

  render(state, now) {
    if (this.#isCovered) return
    this.show(state.phase)
    if (state.phase === "step") this.#step(state, now)
    if (state.phase === "asking") this.#ask(state, now)
  }

  /** The end, in words for how it went; `saved` names the words for whether it is in the journal. */
  end({ outcome }, saved) {
    fill(this.dialog, {
      thanks: words(this.#element, `thanks-${outcome}`), ending: words(this.#element, `ending-${outcome}`),
      saved: saved ? words(this.#element, saved) : ""
    })
  }

  /** A sentence of the page's own, after a moment of silence. */
  sayQuietly(name) {
    const sentence = words(this.#element, name)
    fill(this.#element, { announced: sentence })
    clearTimeout(this.#soon)
    this.#soon = setTimeout(() => this.#voice.say(sentence, { volume: 0.5 }), FALLS_SILENT_FOR)
  }

  /** Shows the drawing of the step in place of the lamp, or takes it away again. */
  draw(state) {
    const isShown = this.dialog.hasAttribute("data-drawn")
    const drawing = isShown ? null : drawingOf(this.#element, state.steps[state.index])
    this.dialog.querySelector(".sketch").replaceChildren(...[drawing].filter(Boolean))
    this.dialog.toggleAttribute("data-drawn", Boolean(drawing))
    this.dialog.querySelector("[data-act=drawing]").setAttribute("aria-pressed", String(Boolean(drawing)))
  }

  /** The areas that this massage visits, as dots. */
  dots(areas) {
    this.dialog.querySelector(".dots").replaceChildren(...areas.map(() => document.createElement("li")))
  }

  #step(state, now) {
    const step = state.steps[state.index]
    const spent = elapsed(state, now)
    if (this.#stepOf(state) !== this.#setUp) this.#beginStep(state, step)
    this.#glow("--gone", Math.min(1, spent / (step.seconds * 1000)).toFixed(2))
    this.#ring(state)
    this.#say(state, this.#words, spent, "line", now)
    this.dialog.toggleAttribute("data-sunk", now - this.#touchedAt > SINKS_AFTER)
  }

  // What stays the same for a whole step is set once: the phone has a night to last.
  #beginStep(state, step) {
    this.#setUp = this.#stepOf(state)
    this.#words = step.asks ? this.#restingHands(state) : wordsOf(this.#element, step)
    if (this.dialog.hasAttribute("data-drawn")) this.draw(state)
    fill(this.dialog, { title: this.#words.title })
    this.#glow("--pace", `${this.#words.pace}s`)
    this.#lightDot(state)
  }

  #stepOf = state => `${state.massage} ${state.index}`

  #glow(name, value) {
    if (this.dialog.style.getPropertyValue(name) !== value) this.dialog.style.setProperty(name, value)
  }

  #ask(state, now) {
    const asked = `${state.massage} asked ${state.hasRested}`
    if (asked !== this.#setUp) fill(this.dialog, {
      question: words(this.#element, state.hasRested ? "question-again" : state.question), oil: words(this.#element, state.oil)
    })
    this.#setUp = asked
    const { lines } = wordsOf(this.#element, state.steps[state.index])
    this.#say(state, { lines }, now - state.seenAt, "asking", now)
  }

  #restingHands({ question, isTender }) {
    const place = isTender ? "hands-rest-away" : question === "question-talks" ? "hands-rest-older" : "hands-rest"
    const text = words(this.#element, place)
    return { title: words(this.#element, "hands"), pace: 8, lines: [{ at: 0, text }] }
  }

  // The last sentence whose time has come; said once.
  #say(state, { lines, title, isNamed }, spent, slot, now) {
    const at = lines.findLastIndex(line => line.at <= spent)
    const key = `${state.phase} ${state.index} ${at}`
    if (key === this.#said) return
    const isNew = this.#said?.split(" ")[1] !== String(state.index)
    this.#said = key
    const text = lines[at]?.text ?? ""
    fill(this.dialog, { [slot]: text })
    fill(this.#element, { announced: [isNew && title, text].filter(Boolean).join(". ") })
    if (!this.#voice.isOn) this.wake(now)
    if (text && !state.isSilent) this.#voice.say(isNew && isNamed && at === 0 ? `${title}. ${text}` : text)
  }

  /** Where no voice comes, the room is lit for the words, and a soft tone says so. */
  fallBack(now) {
    this.wake(now)
    if (this.#rung !== this.#said) this.#cue()
    this.#rung = this.#said
  }

  #cue() {
    this.#chime.ring()
    this.#buzz.ring()
  }

  #ring(state) {
    const key = `step ${state.index} 0`
    if (state.isSilent || this.#rung?.startsWith(`step ${state.index} `)) return
    this.#rung = key
    this.#cue()
  }

  #lightDot(state) {
    const areas = areasOf(state.steps)
    const here = areasOf(state.steps.slice(0, state.index + 1)).length - 1
    if (areas.length !== this.dialog.querySelector(".dots").children.length) this.dots(areas)
    for (const [i, dot] of [...this.dialog.querySelectorAll(".dots li")].entries()) dot.classList.toggle("on", i === here)
  }
}

const areasOf = steps => steps.map(step => step.area).filter((area, i, all) => area !== all[i - 1])
