import { longDay } from "../helpers/dates.js"
import { keepAsFile } from "../helpers/keeping.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words } from "../helpers/words.js"
import { wordsOr } from "../helpers/wording.js"
import { when } from "../models/day.js"

const DAY = 86_400_000

// Where the family's moments are at this minute: on this phone, everywhere, or in need of a look.
class SyncLine extends HTMLElement {
  #nursery
  #status
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.#nursery.addEventListener("change", () => this.#render(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
    await this.#render()
    this.#status = (await this.#nursery.sync()).status
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render() {
    const [pending, refused, me] = await Promise.all([
      this.#nursery.pending(), this.#nursery.refused(), this.#nursery.state.get("me")
    ])
    fill(this, { text: this.#sentence(pending, me) })
    this.#showRefused(refused)
    const days = me && pending.length ? daysSince(pending[0].recorded_at) : 0
    if (days) fill(this, { age: words(this, "age-days", { n: days }) })
    show(this, days && "waiting-long", refused.length && "needs-you", this.#status)
  }

  #sentence(pending, me) {
    if (!me) return words(this, "here")
    if (pending.length) return words(this, "waiting", { n: pending.length })
    return words(this, me.devices?.length === 1 ? "copied" : "everywhere")
  }

  #showRefused(refused) {
    if (!refused.length) return
    const today = when(Date.now()).local_date
    fill(this, { refused: words(this, "refused", { n: refused.length }) })
    this.querySelector('[data-slot="entries"]').replaceChildren(...refused.map(({ entry, message }) =>
      fill(clone(this, "entry"), {
        kind: wordsOr(this, `kind-${entry.kind}`, "kind-other"),
        day: longDay(entry.fields.when?.local_date ?? entry.recorded_at.slice(0, 10), today),
        reason: message
      })))
  }

  async #press({ target }) {
    if (target.closest("[data-act]")?.dataset.act !== "export") return
    const [refused, pending] = await Promise.all([this.#nursery.refused(), this.#nursery.pending()])
    keepAsFile("warm-hands-not-sent.json", { refused, pending })
  }
}

const daysSince = instant => Math.floor((Date.now() - Date.parse(instant)) / DAY)

customElements.define("sync-line", SyncLine)
