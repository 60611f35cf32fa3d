import { here } from "../helpers/address.js"
import { catalogueOf } from "../helpers/catalogue.js"
import { joined } from "../helpers/dates.js"
import { lastingAbout } from "../helpers/lasting.js"
import { titleIn } from "../helpers/own-routines.js"
import { chosenRoutines, isChosen } from "../helpers/roles.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { areasOf, complete, forOldest, total } from "../models/own_routine.js"

// The family's own routines: what they are called, how long, from which age. A helper sees those that were chosen.
class OwnList extends HTMLElement {
  #left = new AbortController()

  async connectedCallback() {
    const nursery = await nurseryFor(this)
    if (!nursery) return
    nursery.addEventListener("change", () => this.#render(nursery), { signal: this.#left.signal })
    await this.#render(nursery)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render(nursery) {
    const [all, chosen] = await Promise.all([nursery.all("routine"), chosenRoutines(nursery)])
    const routines = all.filter(({ record }) => isChosen(chosen, record))
    const strokes = catalogueOf(this)
    const rows = routines.map(routine => this.#row(routine, strokes))
    this.querySelector("[data-slot-routines]").replaceChildren(...rows)
    show(this, rows.length ? "some" : "none")
  }

  #row(routine, strokes) {
    const steps = complete(routine.fields.steps ?? [], strokes)
    const facts = Object.values(factsOf(this, steps, strokes)).filter(Boolean).join(" · ")
    const row = fill(clone(this, "row"), { title: titleIn(routine) || words(this, "untitled"), facts })
    row.querySelector("a").href = here(`/routines/own#${routine.record}`)
    return row
  }
}

/** How long, from which age and where, in words. */
export function factsOf(element, steps, strokes) {
  const oldest = forOldest(steps, strokes)
  return {
    lasts: lastingAbout(element, total(steps)),
    age: oldest ? words(element, "from-age", { age: oldest.fromAge }) : words(element, "from-birth"),
    areas: joined(areasOf(steps, strokes).map(area => words(element, `area-${area}`)))
  }
}

customElements.define("own-list", OwnList)
