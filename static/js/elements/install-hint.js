import { isInstalled, offeredInstall, takeOffer } from "../helpers/installing.js"
import { nurseryFor } from "../helpers/storage.js"
import { clone } from "../helpers/words.js"
import { localDate, zoneHere } from "../models/day.js"
import { wayHome } from "../models/way_home.js"

const DAYTIME = { from: 7, until: 18 }
const QUIET_AFTER_MASSAGE = 3 * 60 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000
const QUIET_AFTER_NO = 14 * DAY

// How to keep the app on the home screen. On Today only by day, never soon after a massage, and
// not again for two weeks after "another day"; with the attribute `always` (Settings) any time.
class InstallHint extends HTMLElement {
  #left = new AbortController()

  async connectedCallback() {
    if (isInstalled()) return
    const { signal } = this.#left
    addEventListener("install-offered", () => this.#look(), { signal })
    addEventListener("appinstalled", () => { this.hidden = true }, { signal })
    this.addEventListener("click", event => this.#act(event.target.closest("[data-act]")?.dataset.act), { signal })
    await this.#look()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #look() {
    if (!await this.#isWelcome()) return
    const way = offeredInstall() ? "offered" : wayHome(navigator)
    this.querySelector("[data-slot-way]").replaceChildren(clone(this, way))
    this.hidden = false
  }

  async #isWelcome() {
    if (this.hasAttribute("always")) return true
    const hour = new Date().getHours()
    if (hour < DAYTIME.from || hour >= DAYTIME.until) return false
    const nursery = await nurseryFor(this)
    if (!nursery) return false
    const yesterday = localDate(Date.now() - DAY, zoneHere())
    const [saidLater, massages] = await Promise.all([nursery.phone.get("installLater"), nursery.massagesFrom(yesterday)])
    if (Date.now() - (saidLater ?? 0) < QUIET_AFTER_NO) return false
    if (wayHome(navigator) === "ios" && !await isSafeElsewhere(nursery)) return false
    return !massages.some(({ fields }) => Date.now() - Date.parse(fields.when?.at) < QUIET_AFTER_MASSAGE)
  }

  async #act(act) {
    if (act === "install") this.hidden = await takeOffer()
    if (act === "later") await this.#later()
  }

  async #later() {
    this.hidden = true
    const nursery = await nurseryFor(this)
    await nursery?.phone.set("installLater", Date.now())
  }
}

// An iPhone's home screen does not get what Safari alone has: the family's other memory, the server, has to have it first.
async function isSafeElsewhere(nursery) {
  if (!await nursery.state.get("member")) return true
  await nursery.sync()
  return (await nursery.pending()).length === 0
}

customElements.define("install-hint", InstallHint)
