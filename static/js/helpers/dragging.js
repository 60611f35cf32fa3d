const EDGE = 96
const SCROLL = 12

/** Lets the rows of a list be drawn by their [data-handle], with a finger or a mouse; `onDropped` finds them in their new order. */
export class Dragging {
  #list
  #onDropped
  #row = null
  #grip
  #y

  constructor(list, onDropped, { signal }) {
    this.#list = list
    this.#onDropped = onDropped
    list.addEventListener("pointerdown", event => this.#take(event), { signal })
    list.addEventListener("pointermove", event => this.#draw(event), { signal })
    for (const end of ["pointerup", "pointercancel"]) list.addEventListener(end, () => this.#drop(), { signal })
  }

  #take(event) {
    const row = event.target.closest("[data-handle]")?.closest("li")
    if (!row || !event.isPrimary || event.button !== 0) return
    event.preventDefault()
    this.#row = row
    this.#y = event.clientY
    this.#grip = event.clientY - row.getBoundingClientRect().top
    row.classList.add("dragged")
    // the list, as a row that changes its place loses the finger
    this.#list.setPointerCapture(event.pointerId)
    this.#scroll()
  }

  #draw({ clientY }) {
    if (!this.#row) return
    this.#y = clientY
    this.#place()
  }

  #place() {
    const row = this.#row
    const middle = this.#y - this.#grip + row.offsetHeight / 2
    const others = [...this.#list.children].filter(child => child !== row)
    const next = others.find(child => middleOf(child) > middle) ?? null
    if (row.nextElementSibling !== next) this.#list.insertBefore(row, next)
    row.style.translate = "none"
    row.style.translate = `0 ${this.#y - this.#grip - row.getBoundingClientRect().top}px`
  }

  // Near the edge of the screen the page moves along.
  #scroll() {
    if (!this.#row) return
    const by = this.#y < EDGE ? -SCROLL : this.#y > innerHeight - EDGE ? SCROLL : 0
    if (by) {
      scrollBy({ top: by, behavior: "instant" })
      this.#place()
    }
    requestAnimationFrame(() => this.#scroll())
  }

  #drop() {
    if (!this.#row) return
    this.#row.classList.remove("dragged")
    this.#row.style.translate = ""
    const row = this.#row
    this.#row = null
    this.#onDropped(row)
  }
}

const middleOf = child => {
  const { top, height } = child.getBoundingClientRect()
  return top + height / 2
}
