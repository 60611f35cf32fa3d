import { longDay } from "../helpers/dates.js"
import { atRest } from "../helpers/rest.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone, fill, words, wordsOr } from "../helpers/words.js"
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
    await atRest()
    await this.#sync()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #sync(options) {
    this.#status = (await this.#nursery.sync(options)).status
    if (this.#status === "saved") await hearWhoIsInIt(this.#nursery)
    await this.#render()
  }

  async #render() {
    const [refused, member, me] = await Promise.all([
      this.#nursery.refused(), this.#nursery.state.get("member"), this.#nursery.state.get("me")
    ])
    // a phone without a family on the server waits for nobody, and may hold years
    const [pending, troubled] = member ? await Promise.all([this.#nursery.pending(), this.#nursery.troubled()]) : [[], []]
    const toLookAt = [...refused, ...troubled.map(entry => ({ entry, message: words(this, "unread") }))]
    const isShared = member && (pending.length || !refused.length) // a refused one is here alone
    const text = isShared ? this.#sentence(pending.length, me) : words(this, "here")
    const line = this.querySelector('[data-slot="text"]')
    if (line.textContent !== text) line.textContent = text // a screen reader hears changes only
    this.#showRefused(toLookAt)
    const oldest = pending.find(({ id }) => !troubled.some(entry => entry.id === id))
    const days = member && oldest ? daysSince(oldest.recorded_at) : 0
    if (days) fill(this, { age: words(this, "age-days", { n: days }) })
    show(this, days && "waiting-long", toLookAt.length && "refused", this.#status === "held" && "held",
      this.#status?.startsWith("device-") && this.#status)
  }

  #sentence(waiting, me) {
    if (waiting) return words(this, "waiting", { n: waiting })
    return words(this, me?.devices.length === 1 ? "copied" : "everywhere")
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
    const act = target.closest("[data-act]")?.dataset.act
    if (act === "agree") await this.#sync({ isUrgent: true, isAgreed: true })
    if (act === "export") await (await notSent()).keepNotSent(this.#nursery)
    if (act === "clear") await (await notSent()).clearPhone(this.#nursery)
  }
}

// Loaded when they are needed: the days come first.
const notSent = () => import("../helpers/not-sent.js")

async function hearWhoIsInIt(nursery) {
  const { membership } = await import("../helpers/membership.js")
  await membership(nursery)
}

const daysSince = instant => Math.floor((Date.now() - Date.parse(instant)) / DAY)

customElements.define("sync-line", SyncLine)
