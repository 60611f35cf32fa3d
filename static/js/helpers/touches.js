const EDGE = 8
const DOUBLE = 350

/**
 * Tells what a touch on the dark player means, for knuckles and oily hands.
 *
 * An answer (`[data-answer]`) counts from the moment it is touched, a smear included; a button or
 * link works as ever; any other touch is "touch". Touches at the screen's edge are the hand
 * that holds the phone; the second of two quick ones is a slip.
 */
export class Touches {
  #onTouch
  #last = -Infinity
  #isFollowed = false

  constructor(area, onTouch, { signal }) {
    this.#onTouch = onTouch
    area.addEventListener("pointerdown", event => this.#down(event), { signal })
    area.addEventListener("click", event => this.#swallow(event), { signal, capture: true })
    area.addEventListener("click", event => this.#click(event), { signal })
    // A long knuckle is not a wish for a menu.
    area.addEventListener("contextmenu", event => this.#isDark(event) && event.preventDefault(), { signal })
  }

  #down(event) {
    this.#isFollowed = false
    if (!event.isPrimary || event.button !== 0) return
    const answer = event.target.closest("[data-answer]")
    const isSlip = isAtEdge(event) && (answer || this.#isDark(event))
    if (!answer && !isSlip && (!this.#isDark(event) || event.target.closest("button, a, summary"))) return
    this.#isFollowed = true
    if (isSlip) return
    this.#tell(answer?.dataset.answer ?? "touch")
  }

  // The click that follows a touch falls on whatever came under the finger meanwhile.
  #swallow(event) {
    if (!this.#isFollowed || event.detail === 0) return
    this.#isFollowed = false
    event.preventDefault()
    event.stopPropagation()
  }

  // A button at the top; or the keyboard, a switch, a screen reader, where no finger came before.
  #click(event) {
    const act = event.target.closest("[data-answer], [data-act]")
    if (act) this.#tell(act.dataset.answer ?? act.dataset.act)
  }

  #tell(event) {
    const now = performance.now()
    if (now - this.#last < DOUBLE) return
    this.#last = now
    this.#onTouch(event)
  }

  #isDark(event) {
    return Boolean(event.target.closest("[data-dark]"))
  }
}

function isAtEdge({ clientX, clientY }) {
  return clientX < EDGE || clientY < EDGE || clientX > innerWidth - EDGE || clientY > innerHeight - EDGE
}
