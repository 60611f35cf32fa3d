import { familyFor, restInvitations } from "./massage-keeping.js"
import { remembered } from "./storage.js"
import { isHelper } from "./roles.js"
import { stepsOf } from "./routine-steps.js"
import { ageInDays, isKnown, isOutgrown, limits, offered, OIL_FROM, STILL, TALKS_FROM } from "../models/ages.js"
import { brief, paced } from "../models/pace.js"
import { looksFirst, opening, verdict } from "../models/checking.js"

const EARLY_DAYS = 3
const ONE_YEAR = 365
const HANDS_REST = 20
const HANDS_REST_INSTEAD = 60

/** What comes before a massage: whose it is, what is known, the check; then what may be offered. */
export class Preparation {
  #element
  #steps
  #nursery
  #voice
  #onReady
  #pace
  #isBrief = false
  #family
  #child = null
  #skipsQuestions = false

  /** `onReady` gets what models/playback.js starts from; `pace` is "slower", "normal" or "shorter". */
  constructor(element, { nursery, voice, pace, onReady, signal }) {
    this.#element = element
    this.#steps = stepsOf(element)
    this.#nursery = nursery
    this.#voice = voice
    this.#pace = pace
    this.#onReady = onReady
    const listen = (name, listener) => element.addEventListener(name, ({ detail }) => listener(detail), { signal })
    listen("answered", fields => this.#answered(fields))
    listen("chosen", record => this.#check(this.#family.children.find(child => child.record === record)))
    listen("heard", isHeard => remembered(() => this.#nursery?.phone.set("heard", isHeard)))
    listen("considered", ({ pauses }) => remembered(() => restInvitations(this.#nursery, pauses, this.#family.today)))
    listen("checked", verdict => this.#ready(verdict))
  }

  /** `isBrief`: the parent has three minutes. */
  async begin({ isBrief = false } = {}) {
    this.#isBrief = isBrief
    this.#family = await familyFor(this.#nursery)
    this.#skipsQuestions = isHelper() // the parents answer them, on their own phone
    const { children } = this.#family
    await this.#check(children.length === 1 ? children[0] : null)
  }

  /** The adult may not hold now: no massage, and no hold. */
  cotFirst() {
    this.#element.querySelector("bedtime-check").begin("cot", { voice: this.#voice })
  }

  async #check(child) {
    this.#child = child
    const { children, isSetAside, timesOf, today } = this.#family
    const isUnchosen = children.length > 1 && !child
    const screen = opening({
      needs: this.#element.dataset.needs, children: children.length, isSetAside, massages: child ? timesOf(child.record) : 0,
      isKnown: isUnchosen ? null : this.#skipsQuestions || isKnown(child?.fields, today)
    })
    if (screen === "go") return this.#ready(verdict([]))
    if (screen === "questions") return this.#element.querySelector("first-questions").ask(child?.fields, today)
    const asksToHear = this.#voice.isOn && Boolean(this.#nursery)
      && await remembered(() => this.#nursery.phone.get("heard"), true) === undefined
    this.#element.querySelector("bedtime-check").begin(screen, {
      voice: this.#voice, asksToHear, children, looksFirst: looksFirst(screen, this.#steps), known: isOutgrown(ageInDays(child?.fields, today), this.#routine) ? ["outgrown"] : []
    })
  }

  get #routine() {
    const { fromDays, untilDays } = this.#element.dataset
    return { fromDays: Number(fromDays), untilDays: Number(untilDays) }
  }

  async #answered(fields) {
    this.#skipsQuestions = !fields
    if (!fields) return this.#check(this.#child)
    const record = this.#child?.record ?? crypto.randomUUID()
    await remembered(() => this.#nursery?.save("child", fields, { record }))
    const child = { record, fields: { ...this.#child?.fields, ...fields } }
    if (!this.#child) this.#family.children.push(child)
    await this.#check(child)
  }

  #ready(verdict) {
    const { fields, record } = this.#child ?? {}
    const { today, timesOf } = this.#family
    const age = ageInDays(fields, today)
    const allowed = limits(fields, today)
    const steps = offered(this.#steps, {
      age, holdsOnly: verdict.holdsOnly || allowed.holdsOnly, without: [...verdict.without, ...allowed.without],
      isEarlyDays: !record || timesOf(record) < EARLY_DAYS, routine: this.#routine
    })
    const resting = restingSeconds(steps)
    const asked = steps.map(step => step.asks ? { ...step, seconds: resting } : step)
    this.#onReady({
      massage: crypto.randomUUID(), path: pathOf(this.#element), child: record ?? null, isTender: verdict.isTender || allowed.isTender,
      ...asking(age, steps), isOlder: age !== null && age >= ONE_YEAR,
      steps: played(this.#isBrief ? brief(asked) : paced(asked, this.#pace))
    })
  }
}

/** Where the routine is found: its page, on the page of the family's own with its record. */
export const pathOf = ({ dataset: { record } }) => location.pathname + (record ? `#${record}` : "")

/** The address at which it is played: "/routines/just-hold#play", "/routines/own#<record>/play". */
export const wayInto = (path, way) => `${path}${path.includes("#") ? "/" : "#"}${way}`

/** What models/playback.js starts from on a cushion: the stroke of that id or all steps; nobody is asked. */
export function practice(element, id = "", pace = "normal") {
  const steps = stepsOf(element).filter(step => !step.asks && (!id || step.id === id))
  return { massage: crypto.randomUUID(), path: pathOf(element), child: null, isPractice: true, steps: played(paced(steps, pace)) }
}

// What the course needs of a step, and the phone keeps with it.
const played = steps => steps.map(({ id, kind, area, asks, seconds, stretch }) => ({ id, kind, area, asks, seconds, stretch }))

// The yes to the question is followed by resting hands; where nothing else is offered they stay.
const restingSeconds = steps => steps.some(step => !step.asks && step.kind !== "pause") ? HANDS_REST : HANDS_REST_INSTEAD

// Names of the words for the asking screen: a child who can talk answers for itself.
function asking(age, steps) {
  const isStill = steps.every(step => step.asks || STILL.includes(step.kind))
  const talks = age !== null && age >= TALKS_FROM
  return {
    question: talks ? "question-talks" : isStill ? "question-hold" : "question",
    oil: age !== null && age >= OIL_FROM && !isStill ? "oil" : "dry"
  }
}
