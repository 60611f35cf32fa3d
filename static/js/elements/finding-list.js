import { familyFor } from "../helpers/massage-keeping.js"
import { chosenRoutines, isChosen } from "../helpers/roles.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { suitsOne } from "../models/ages.js"

/**
 * A list that shows what fits the chosen filters and, where the family's children are known, one of them.
 *
 * Items carry `data-marks`, the values they are found under, and `data-from-days`, `data-until-days`, `data-tummy`
 * (strokes on the tummy). A `data-group` is shown while anything in it is. What is hidden for a child's sake is
 * counted, and a tap shows it. On a helper's phone an item with `data-routine` is there where the parents chose it.
 */
class FindingList extends HTMLElement {
  #left = new AbortController()
  #children = []
  #today
  #chosen = null
  #showsAll = false

  async connectedCallback() {
    const { signal } = this.#left
    this.addEventListener("change", () => this.#show(), { signal })
    // the form says "reset" before its fields are
    this.addEventListener("reset", () => setTimeout(() => this.#show()), { signal })
    this.querySelector("[data-do=all]").addEventListener("click", () => this.#showAll(), { signal })
    this.#show()
    const nursery = await nurseryFor(this)
    const { children, today } = await familyFor(nursery)
    this.#chosen = await chosenRoutines(nursery)
    this.#children = children.map(({ fields }) => fields)
    this.#today = today
    this.#show()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  #showAll() {
    this.#showsAll = true
    this.#show()
    this.querySelector("[data-marks] a").focus()
  }

  #isForUs(routine) {
    return !routine || isChosen(this.#chosen, routine)
  }

  #show() {
    const chosen = [...this.querySelectorAll("input:checked")].map(({ value }) => value).filter(Boolean)
    let left = 0
    for (const item of this.querySelectorAll("[data-marks]")) {
      const marks = item.dataset.marks.split(" ")
      const isFound = chosen.every(value => marks.includes(value)) && this.#isForUs(item.dataset.routine)
      const isLeft = isFound && !this.#showsAll && !suitsOne(this.#children, forWhom(item), this.#today)
      item.hidden = !isFound || isLeft
      left += isLeft
    }
    for (const group of this.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-marks]:not([hidden])")
    this.querySelector("[data-part=left]").hidden = !left
    fill(this, { left: words(this, "left", { n: left }) })
  }
}

const forWhom = ({ dataset: { fromDays, untilDays, tummy } }) => ({
  fromDays: Number(fromDays), untilDays: Number(untilDays ?? Infinity), isOnTummy: tummy !== undefined
})

customElements.define("finding-list", FindingList)
