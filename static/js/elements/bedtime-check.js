import { show } from "../helpers/states.js"
import { clone, fill, words } from "../helpers/words.js"
import { verdict } from "../models/checking.js"

// The check before a massage, screen by screen. Says "chosen" (which child), "heard" (whether the
// voice is), "checked" (what may be offered) or "left" (no massage now).
class BedtimeCheck extends HTMLElement {
  #voice
  #asksToHear
  #known = []
  #opening
  #verdict = verdict([])
  #left = new AbortController()

  connectedCallback() {
    const { signal } = this.#left
    this.#form.addEventListener("change", () => this.#adapt(), { signal })
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /**
   * Begins at `screen`; `voice` is for "can you hear me?", asked if `asksToHear`.
   * `known` = answers that nobody needs to give; `looksFirst`: the emergency signs come before all.
   */
  begin(screen, { voice, asksToHear, children, looksFirst, known = [] }) {
    this.#voice = voice
    this.#asksToHear = asksToHear
    this.#known = known
    this.#verdict = verdict(known)
    this.#form.reset()
    this.#adapt()
    if (screen === "who") this.#name(children)
    this.hidden = false
    this.#opening = screen
    this.#show(looksFirst ? "tummy" : screen)
  }

  get #form() {
    return this.querySelector("form")
  }

  #show(screen) {
    show(this, screen)
    this.closest("dialog").scrollTop = 0
    this.querySelector("section:not([hidden]) h2").focus({ preventScroll: true })
  }

  #name(children) {
    const buttons = children.map(({ record, fields }, i) => {
      const button = fill(clone(this, "child"), { name: fields.name || words(this, "unnamed", { n: i + 1 }) })
      button.querySelector("button").dataset.child = record
      return button
    })
    this.querySelector("[data-slot-children]").replaceChildren(...buttons)
  }

  #adapt() {
    const answers = this.#checked("answer")
    this.querySelector("[data-part=areas]").hidden = !answers.includes("sore")
    fill(this, { answered: words(this, answers.length ? "answered" : "all-well") })
  }

  #checked(name) {
    return [...this.#form.querySelectorAll(`[name=${name}]:checked`)].map(box => box.value)
  }

  #submit(event) {
    event.preventDefault()
    this.#verdict = verdict([...this.#known, ...this.#checked("answer")], this.#checked("area"))
    this.dispatchEvent(new CustomEvent("considered", { bubbles: true, detail: this.#verdict }))
    this.#goTo(this.#verdict.screen)
  }

  #goTo(screen) {
    if (screen === "go") return this.#say("checked", this.#verdict)
    if (screen === "advice") this.#advise()
    this.#show(screen)
  }

  #advise() {
    const { advice, holdsOnly } = this.#verdict
    for (const line of this.querySelectorAll("[data-advice] > li")) line.hidden = !advice.includes(line.dataset.for)
    this.querySelector("[data-part=hold]").hidden = holdsOnly
  }

  #press({ target }) {
    const child = target.closest("[data-child]")?.dataset.child
    if (child) return this.#say("chosen", child)
    this.#meanings[target.closest("[data-do]")?.dataset.do]?.()
  }

  #say(name, detail) {
    this.#voice?.hush()
    this.hidden = true
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }))
  }

  #listen() {
    this.#voice.prime()
    this.#voice.say(words(this, "test"))
  }

  #meanings = {
    ready: () => {
      this.#show(this.#asksToHear ? "hear" : "check")
      if (this.#asksToHear) this.#listen()
    },
    speak: () => this.#listen(),
    unheard: () => {
      this.#asksToHear = false
      this.#show("unheard")
    },
    heard: () => {
      this.dispatchEvent(new CustomEvent("heard", { bubbles: true, detail: this.#asksToHear }))
      this.#voice.hush()
      this.#show("check")
    },
    well: () => this.#goTo(this.#verdict.screen),
    different: () => this.#show("check"),
    looked: () => this.#show(this.#opening),
    // Ill and none of the emergency signs: what else was answered still counts.
    none: () => this.#goTo(this.#verdict.advice.length ? "advice" : "go"),
    unsafe: () => this.#show("cot"),
    go: () => this.#goTo("go"),
    hold: () => this.#say("checked", { ...this.#verdict, holdsOnly: true }),
    leave: () => this.#say("left")
  }
}

customElements.define("bedtime-check", BedtimeCheck)
