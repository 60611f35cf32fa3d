import { keepMassage, withdrawMassage } from "./massage-keeping.js"
import { remembered } from "./storage.js"
import { away, isUnderWay, isWorthKeeping, remaining, reopen, start, turn } from "../models/playback.js"

const LOOKS_EVERY = 250
const SAVES_EVERY = 5_000

/**
 * A massage in the course of time: brings the clock, the page's comings and goings and the phone's
 * memory to models/playback.js.
 *
 * Fires "look" four times a second, "change" when the phase or the step changed, "away" when the
 * page was hidden, and "kept" or "unkept" once the massage is in the journal or cannot be.
 */
export class Course extends EventTarget {
  state = null
  #nursery
  #routine
  #kept = null
  #hiddenAt = null
  #savedAt = 0
  #looking
  #ending

  constructor({ nursery, routine }) {
    super()
    this.#nursery = nursery
    this.#routine = routine
    document.addEventListener("visibilitychange", () => this.#seen())
  }

  /** The massage that was cut short on this phone, or null. */
  async saved() {
    const state = await remembered(() => this.#nursery?.state.get("player")) ?? null
    return isUnderWay(state) ? state : null
  }

  begin(given) {
    const now = Date.now()
    this.#kept = null
    this.#run(turn(start(given, now), "begin", now))
  }

  takeUp(saved) {
    this.#run(reopen(saved, Date.now()))
  }

  turn(event) {
    if (this.state) this.#become(turn(this.state, event, Date.now()))
  }

  /** Stops without an end: another window goes on with it. */
  abandon() {
    clearInterval(this.#looking)
    clearTimeout(this.#ending)
    this.state = null
  }

  async forget() {
    this.abandon()
    await this.#remember(() => this.#nursery?.state.delete("player"))
  }

  #run(state) {
    clearInterval(this.#looking)
    this.#looking = setInterval(() => this.#look(), LOOKS_EVERY)
    this.state = state
    this.#changed()
  }

  #look() {
    if (document.visibilityState !== "visible" || !this.state) return
    const now = Date.now()
    this.#become(turn(this.state, "tick", now))
    this.#tell("look")
    this.#lookAtTheEnd(now)
  }

  // A step that ends before the next look ends on time.
  #lookAtTheEnd(now) {
    const left = this.state ? remaining(this.state, now) : Infinity
    clearTimeout(this.#ending)
    if (left < LOOKS_EVERY) this.#ending = setTimeout(() => this.#look(), left)
  }

  // The time while nobody could see the page does not count.
  #seen() {
    if (!this.state) return
    if (document.visibilityState === "hidden") {
      this.#hiddenAt = Date.now()
      this.state = { ...this.state, seenAt: this.#hiddenAt }
      this.#save()
      return this.#tell("away")
    }
    const from = this.#hiddenAt ?? this.state.seenAt
    this.#hiddenAt = null
    this.#become(away(this.state, from, Date.now()))
    this.#tell("look")
  }

  #become(state) {
    const before = this.state
    this.state = state
    const hasTurned = before.phase !== state.phase || before.index !== state.index
    if (hasTurned) return this.#changed()
    if (before.since !== state.since || state.seenAt - this.#savedAt > SAVES_EVERY) this.#save()
  }

  #changed() {
    const { state } = this
    this.#save()
    this.#tell("change")
    if (isWorthKeeping(state)) this.#keep(state)
    if (state.isLetGo) this.#remember(() => withdrawMassage(this.#nursery, state))
  }

  async #keep(state) {
    const before = this.#kept
    try {
      if (!this.#nursery) throw new Error("the phone's storage does not answer")
      this.#kept = await keepMassage(this.#nursery, state, { routine: this.#routine, before, now: Date.now() })
      this.#tell("kept")
    } catch (problem) {
      console.error("The massage is not kept", problem)
      this.#tell("unkept")
    }
  }

  #save() {
    const { state } = this
    this.#savedAt = state.seenAt
    if (state.phase === "done" || state.isPractice) return
    this.#remember(() => this.#nursery?.state.set("player", state))
  }

  // A phone that cannot remember can still play.
  async #remember(change) {
    try {
      await change()
    } catch (problem) {
      console.warn("The player's place is not remembered", problem)
    }
  }

  #tell(event) {
    this.dispatchEvent(new Event(event))
  }
}
