import "./bedtime-check.js"
import "./first-questions.js"
import "./massage-log.js"
import { Buzz } from "../helpers/buzz.js"
import { Chime } from "../helpers/chime.js"
import { Course } from "../helpers/course.js"
import { here } from "../helpers/address.js"
import { Playing } from "../helpers/playing.js"
import { pathOf, practice, Preparation, wayInto } from "../helpers/preparation.js"
import { furnish } from "../helpers/room.js"
import { Scene } from "../helpers/scene.js"
import { Speaker } from "../helpers/speaker.js"
import { Voice } from "../helpers/speech.js"
import { Touches } from "../helpers/touches.js"
import { Wakefulness } from "../helpers/wakefulness.js"
import { openNursery } from "../nursery/nursery.js"

const AWAKE = ["asking", "step", "resting", "paused", "enough"]
// The ways into a routine: "#play" on its page, or "#three-minutes" of it; "#practise" there, or "#practise-" and a stroke where strokes are shown.
const PLAY = "play"
const BRIEF = "three-minutes"
const PRACTISE = /^practise(?:-(.+))?$/
const KEYS = { ArrowRight: "next", ArrowLeft: "previous" }

/**
 * Plays the routine of its page at #play, or three minutes of it at #three-minutes: the check, asking, the steps by the clock, and the end.
 * At #practise the steps alone, on a cushion. A family's own routine has its `data-record` before that: "#<record>/play".
 */
class RoutinePlayer extends HTMLElement {
  #nursery = null
  #course
  #preparation
  #opened
  #way = PLAY
  #pace
  #left = new AbortController()
  #wakefulness = new Wakefulness()
  #speaker = new Speaker()
  #chime = new Chime(this.#speaker)
  #background = null
  #buzz = new Buzz()
  #voice = new Voice({ language: document.documentElement.lang || "en", onSilent: () => this.#scene.fallBack(Date.now()) })
  #scene = new Scene(this, { voice: this.#voice, chime: this.#chime, buzz: this.#buzz })
  #playing = new Playing(() => this.#giveWay())

  async connectedCallback() {
    await furnish(this)
    const { signal } = this.#left
    const { dialog } = this.#scene
    new Touches(dialog, event => this.#press(event), { signal })
    for (const tap of ["pointerup", "click"]) dialog.addEventListener(tap, () => this.#prime(), { signal, capture: true })
    dialog.addEventListener("keydown", event => this.#key(event), { signal })
    dialog.addEventListener("cancel", event => this.#goBack(event), { signal })
    dialog.addEventListener("close", () => this.#follow(), { signal })
    for (const end of ["left", "logged"]) this.addEventListener(end, () => this.#leave(), { signal })
    addEventListener("hashchange", () => this.#follow(), { signal })
    this.#opened = this.#open(signal)
    await this.#opened
    if (!await this.#comeBack()) await this.#follow()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #open(signal) {
    try {
      this.#nursery = await openNursery()
      await this.#takeSettings(name => this.#nursery.phone.get(name))
    } catch (problem) {
      if (problem.name !== "NurseryUnavailable") throw problem
      console.warn("The player plays from memory", problem)
    }
    this.#preparation = new Preparation(this, {
      nursery: this.#nursery, voice: this.#voice, pace: this.#pace, signal, onReady: given => this.#course.begin(given)
    })
    this.#course = new Course({ nursery: this.#nursery, routine: this.getAttribute("routine") })
    const follow = { change: () => this.#turned(), look: () => this.#render(), away: () => this.#fallSilent(), kept: () => this.#end(), unkept: () => this.#end("unsaved") }
    for (const [name, listener] of Object.entries(follow)) this.#course.addEventListener(name, listener, { signal })
  }

  async #takeSettings(chosen) {
    this.#voice.isOn = await chosen("voice") ?? true
    this.#chime.isOn = await chosen("chime") ?? true
    this.#buzz.isOn = await chosen("buzz") ?? false
    this.#background = await this.#soundBeneath(await chosen("background") ?? "none", Number(await chosen("volume") ?? 4))
    this.#pace = await chosen("pace")
    this.#scene.dialog.dataset.hand = await chosen("hand") ?? "right"
    this.#scene.dialog.dataset.brightness = await chosen("brightness") ?? "normal"
  }

  // Only who wants a sound beneath loads what makes it.
  async #soundBeneath(kind, volume) {
    if (kind === "none") return null
    const { Background } = await import("../helpers/background.js")
    return Object.assign(new Background(this.#speaker), { kind, volume })
  }

  // A massage that was cut short goes on where it was, whichever routine's page one comes back to.
  async #comeBack() {
    const saved = await this.#course.saved()
    if (!saved || !await this.#playing.hold()) return false
    const address = wayInto(here(saved.path), PLAY)
    if (here(saved.path) !== here(pathOf(this))) {
      this.#playing.letGo()
      location.replace(address)
      return true
    }
    history.replaceState(null, "", address)
    this.#way = PLAY
    this.#enter()
    this.#course.takeUp(saved)
    return true
  }

  async #follow() {
    await this.#opened
    const isWanted = this.#isWanted
    const isOpen = this.#scene.dialog.open
    if (isWanted === isOpen && (isOpen || !this.#course.state)) return
    if (isWanted && !this.#course.state) return this.#begin()
    // The browser's own way back is like any touch: the hands rest. A second one leaves.
    if (this.#course.state?.phase !== "step") return this.#close()
    if (!isWanted) history.pushState(null, "", wayInto(pathOf(this), this.#way))
    this.#enter()
    this.#course.turn("rest")
  }

  async #begin() {
    this.#enter()
    if (!await this.#playing.hold()) return this.#scene.show("elsewhere")
    await this.#prepare()
  }

  get #isWanted() {
    return [PLAY, BRIEF].includes(this.#wayHere) && this.hasAttribute("routine") || PRACTISE.test(this.#wayHere)
  }

  get #wayHere() {
    const here = location.pathname + location.hash
    const before = wayInto(pathOf(this), "")
    return here.startsWith(before) ? here.slice(before.length) : ""
  }

  async #prepare() {
    this.#way = this.#wayHere
    const [isPractice, stroke] = PRACTISE.exec(this.#way) ?? []
    if (isPractice) return this.#course.begin(practice(this, stroke, this.#pace))
    this.#scene.show("check")
    await this.#preparation.begin({ isBrief: this.#way === BRIEF })
  }

  #enter() {
    if (this.#scene.dialog.open) return
    this.#scene.wake(Date.now())
    this.#scene.dialog.showModal()
  }

  #press(event) {
    this.#scene.wake(Date.now())
    if (event === "take-over") return this.#takeOver()
    if (event === "crying") return this.#scene.cover("crying")
    this.#scene.uncover()
    if (event === "back") return this.#render()
    if (event === "drawing") return this.#scene.draw(this.#course.state)
    if (event === "unsafe") return this.#cotFirst()
    if (event === "close") return this.#close()
    this.#course.turn(event)
  }

  #fallSilent() {
    this.#scene.hush()
    this.#background?.hush()
  }

  async #cotFirst() {
    this.#fallSilent()
    await this.#course.forget()
    this.#scene.show("check")
    this.#preparation.cotFirst()
  }

  // A massage that began is kept before the room is left.
  #close() {
    if (!this.#course.state) return this.#leave()
    this.#course.turn("close")
    if (!this.#scene.dialog.open) this.#leave()
  }

  #turned() {
    const { state } = this.#course
    this.#scene.hush()
    this.#scene.dialog.toggleAttribute("data-practice", Boolean(state.isPractice))
    if (state.phase === "done") return this.#leave()
    if (AWAKE.includes(state.phase)) this.#wakefulness.keep()
    else this.#wakefulness.letGo()
    if (state.phase === "enough" && !state.isSilent) this.#scene.sayQuietly("enough")
    if (state.phase === "closing") this.#scene.end(state)
    this.#render()
    if (state.phase === "log") this.querySelector("massage-log").open(this.#nursery, state.massage)
  }

  #render() {
    if (!this.#course.state) return
    this.#scene.render(this.#course.state, Date.now())
    this.#background?.follow(this.#course.state)
  }

  #end(saved = this.#course.state?.isOlder ? "saved-older" : "saved") {
    if (this.#course.state?.phase === "closing") this.#scene.end(this.#course.state, saved)
  }

  #key(event) {
    if (event.key === "Escape") return this.#goBack(event)
    const isWriting = event.target.closest("input, textarea, select")
    if (KEYS[event.key] && !isWriting) this.#press(KEYS[event.key])
  }

  // Escape, and the back gesture of some phones: hands rest; before and after the massage it leaves.
  #goBack(event) {
    event.preventDefault()
    const phase = this.#course?.state?.phase
    if (phase === "step" || phase === "asking") return this.#press("rest")
    if (!phase || phase === "log") this.#close()
  }

  #prime() {
    this.#voice.prime()
    if (this.#chime.isOn || this.#background?.isWanted) this.#speaker.prime()
  }

  async #takeOver() {
    if (await this.#playing.hold(true) && !await this.#comeBack()) await this.#prepare()
  }

  #giveWay() {
    this.#fallSilent()
    this.#course.abandon()
    this.#wakefulness.letGo()
    this.#scene.show("elsewhere")
  }

  async #leave() {
    this.#scene.hush()
    this.#background?.fade()
    const ended = this.#playing.isElsewhere ? this.#course.abandon() : this.#course.forget()
    // not waited for: a phone whose wake lock never answers is left as well
    this.#wakefulness.letGo()
    await ended
    this.#playing.letGo()
    if (this.#isWanted) history.replaceState(null, "", pathOf(this))
    if (this.#scene.dialog.open) this.#scene.dialog.close()
    for (const part of this.querySelectorAll("first-questions, bedtime-check")) part.hidden = true
  }
}

customElements.define("routine-player", RoutinePlayer)
