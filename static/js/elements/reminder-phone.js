import { grouped } from "../helpers/codes.js"
import { dayAndClock } from "../helpers/dates.js"
import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { askPermission, inviteThisPhone, permission, stopInviting } from "../helpers/pushing.js"
import { show } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill, words } from "../helpers/words.js"
import { zoneHere } from "../models/day.js"

const THIRTY_DAYS = 30 * 86_400_000
const AN_HOUR = 3_600_000

// Whether invitations reach this phone; permission is asked from a tap here and nowhere else.
class ReminderPhone extends HTMLElement {
  #nursery
  #code
  #left = new AbortController()

  async connectedCallback() {
    this.#nursery = await nurseryFor(this)
    if (!this.#nursery) return
    const { signal } = this.#left
    this.addEventListener("click", event => this.#press(event), { signal })
    document.addEventListener("reminder-saved", () => this.#render(), { signal })
    document.addEventListener("visibilitychange", () => document.hidden || this.#render(), { signal })
    await this.#render()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #render(outcome) {
    const reminder = await this.#nursery.one("reminder")
    if (!reminder?.fields.on) return show(this)
    const state = outcome ?? await this.#state()
    if (state === "on") await this.#showReach()
    show(this, state, this.#code && "code", await this.#nursery.state.get("member") ? "" : "alone")
  }

  async #state() {
    const allowed = permission()
    if (["install", "unsupported", "blocked"].includes(allowed)) return allowed
    if (allowed === "granted" && await this.#nursery.state.get("invited")) return "on"
    if (await this.#nursery.phone.get("wishesInvitation")) return allowed === "granted" ? "offline" : "ask"
    return await this.#hasDeclinedLately() ? "declined" : "ask"
  }

  async #showReach() {
    const status = await this.#nursery.state.get("reminderStatus")
    fill(this, { reach: this.#reach(status?.this_device ?? {}) })
  }

  // What a push service took is not yet on the screen: the phone itself tells that it showed it.
  #reach({ accepted_at: accepted, shown_at: shown }) {
    const isUnseen = accepted && Date.parse(accepted) - Date.parse(shown ?? 0) > AN_HOUR
    if (isUnseen) return words(this, "unshown", { time: dayAndClock(accepted) })
    return shown ? words(this, "reached", { time: dayAndClock(shown) }) : words(this, "reaches")
  }

  async #press({ target }) {
    switch (target.closest("[data-act]")?.dataset.act) {
      case "invite": return this.#invite()
      case "decline": return this.#decline()
      case "stop": return this.#stop()
      case "look": return this.#render()
    }
  }

  async #invite() {
    const asked = askPermission()
    show(this, "working")
    if (await asked !== "granted") return this.#render()
    await this.#nursery.phone.set("wishesInvitation", true)
    await this.#render(await this.#invited())
  }

  async #invited() {
    try {
      await this.#foundWhereNeeded()
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      return problem.name === "Offline" ? "offline" : "refused"
    }
    await this.#nursery.sync()
    return inviteThisPhone(this.#nursery)
  }

  async #foundWhereNeeded() {
    const { me } = await membership(this.#nursery)
    if (me) return
    const family = await this.#nursery.one("family")
    const founded = await this.#nursery.foundFamily({ zone: family?.fields.zone ?? zoneHere() })
    this.#code = grouped(founded.recovery_code)
    fill(this, { code: this.#code })
  }

  async #decline() {
    await this.#nursery.phone.set("declinedInvitationAt", Date.now())
    await this.#render()
  }

  async #stop() {
    await stopInviting(this.#nursery)
    await this.#nursery.phone.set("wishesInvitation", false)
    await this.#decline()
  }

  async #hasDeclinedLately() {
    const declinedAt = await this.#nursery.phone.get("declinedInvitationAt") ?? 0
    return Date.now() - declinedAt < THIRTY_DAYS
  }
}

customElements.define("reminder-phone", ReminderPhone)
