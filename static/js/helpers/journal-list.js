import { isSearch, isWanted } from "../models/finding.js"
import { daysOf } from "../models/journal.js"
import { dayName, massageRow, massageWords, saidOf } from "./massages.js"
import { clone, fill } from "./words.js"

const PAGE = 12 // massages that are put on the page at once: a phone's screen shows four
const SOUGHT = 400 // massages that are looked through at once

/**
 * The days on the page, of as many massages as were read on to. A day that says the same as before
 * stays as it is: under a thumb, and with the focus in it, nothing moves.
 */
export class JournalList {
  shown = 0
  isWhole = false
  #place
  #nursery
  #about
  #wish = {}
  #pages
  #next // the day that stands where the next one goes, left from before
  #keys = new WeakMap()
  #turn = 0

  constructor(place, nursery) {
    this.#place = place
    this.#nursery = nursery
  }

  /**
   * Shows what is wanted from the newest day on: as many massages as before, where the wish is the
   * same. Resolves with false when another call came in between.
   */
  async show(about, wish) {
    const isSame = JSON.stringify(wish) === JSON.stringify(this.#wish)
    const count = isSame ? Math.max(PAGE, this.shown) : PAGE
    if (!isSame) this.#place.replaceChildren()
    this.#about = { ...about, key: JSON.stringify(about) }
    this.#wish = wish
    this.#pages = this.#nursery.days.back("massage", { size: isSearch(wish) ? SOUGHT : PAGE, until: wish.until || undefined })
    this.#next = this.#place.firstElementChild
    this.#turn += 1
    this.shown = 0
    this.isWhole = false
    if (!await this.#read(count)) return false
    while (this.#next) this.#passNext()
    return true
  }

  /** Reads on, after `show`; resolves as it does. */
  async more() {
    return this.#read(this.shown + PAGE)
  }

  async #read(count) {
    const turn = this.#turn
    while (this.shown < count && !this.isWhole) {
      const { value, done } = await this.#pages.next()
      if (turn !== this.#turn) return false
      if (done) this.isWhole = true
      else daysOf(value.filter(massage => this.#isWanted(massage))).forEach(day => this.#put(day))
    }
    return true
  }

  #isWanted(massage) {
    return isWanted(massage, this.#wish, () => saidOf(massageWords(), massage, this.#about))
  }

  #put({ date, massages }) {
    this.shown += massages.length
    while (this.#next?.dataset.date > date) this.#passNext()
    const key = JSON.stringify([this.#about.key, massages.map(({ record, stamps, pending }) => [record, stamps, pending])])
    if (this.#next?.dataset.date === date) {
      if (this.#keys.get(this.#next) === key) {
        this.#next = this.#next.nextElementSibling
        return
      }
      this.#passNext()
    }
    const day = this.#dayOf(date, massages)
    this.#keys.set(day, key)
    this.#place.insertBefore(day, this.#next)
  }

  #dayOf(date, massages) {
    const words = massageWords()
    const day = fill(clone(words, "day"), { day: dayName(words, date, this.#about.today) }).firstElementChild
    day.dataset.date = date
    day.querySelector("ol").append(...massages.map(massage => massageRow(words, massage, this.#about)))
    return day
  }

  #passNext() {
    const old = this.#next
    this.#next = old.nextElementSibling
    old.remove()
  }
}
