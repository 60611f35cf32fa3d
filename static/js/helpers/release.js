import { missingFiles } from "./kept.js"
import { atRest } from "./rest.js"
import { within } from "./within.js"

const WORKER = "/service-worker.js"
const PATIENCE = 10
const HOUR = 3_600_000
const A_START = 10_000
const TO_COME_TO_REST = 1_000
const BETWEEN_RELOADS = 60_000
const PLAYS = /^#(.{36}\/)?(play|practise)/
const TOUCHES = ["pointerdown", "keydown", "wheel", "input"]

const policy = globalThis.trustedTypes?.createPolicy("worker", { createScriptURL: onlyTheWorker })

/**
 * The release this page belongs to, and the arrival of the next one.
 *
 * Fires "change" whenever what is on the phone may have changed.
 */
class Release extends EventTarget {
  digest = new URL(import.meta.url).pathname.split("/")[2]
  #registration = null
  #isTouched = false
  #isMoving = false
  #isAsked = false
  #startedAt = performance.now()
  #isControlled = Boolean(navigator.serviceWorker?.controller)
  #checkedAt = Date.now()

  /** Registers the worker; call once. Where that is refused the app goes on, online only. */
  async start() {
    this.#holdOn()
    for (const touch of TOUCHES) {
      addEventListener(touch, () => { this.#isTouched = true }, { capture: true, once: true, passive: true })
    }
    if (!navigator.serviceWorker) return
    navigator.serviceWorker.addEventListener("controllerchange", () => this.#turnOver())
    navigator.serviceWorker.addEventListener("message", () => this.#changed())
    document.addEventListener("visibilitychange", () => this.#checkForNext())
    const { lang } = document.documentElement
    if (lang !== "en") await import("./language.js").then(({ adoptLanguage }) => adoptLanguage())
    this.#registration = await register()
    this.#registration?.addEventListener("updatefound", () => this.#follow())
    this.#follow()
    // Not at once: a page that was already on its way here may not have named its release yet.
    setTimeout(() => this.#wish(this.#registration?.active, "tidy"), A_START)
  }

  // The very first worker waits for a blink too, but there is nothing before it to be newer than.
  get isWaiting() {
    return Boolean(this.#registration?.waiting && this.#registration.active)
  }

  /** "ready": every page works without internet, as the cache shows now; else "getting-ready", "not-ready". */
  async readiness() {
    const registration = await within(PATIENCE, navigator.serviceWorker?.getRegistration(), null)
    const missing = registration?.active ? await missingFiles(this.digest) : null
    if (missing?.length === 0) return "ready"
    return registration?.installing ? "getting-ready" : "not-ready"
  }

  /** Asks the worker to fetch again what the browser threw away. */
  mend() {
    this.#wish(navigator.serviceWorker?.controller, "mend")
  }

  /** Moves to the next release, as the parent asked; not while a massage is played. */
  takeOver() {
    this.#isAsked = true
    this.#wish(this.#registration?.waiting, "take over")
  }

  // The worker deletes an earlier release's files when no page holds its name any more.
  #holdOn() {
    const held = navigator.locks?.request(`release-${this.digest}`, { mode: "shared" }, () => new Promise(() => {}))
    held?.catch(refusal => console.info("The release is not held", refusal))
  }

  #follow() {
    this.#registration?.installing?.addEventListener("statechange", () => this.#arrive())
    this.#arrive()
  }

  async #arrive() {
    this.#changed()
    if (!this.#mayMove()) return
    // Chromium drops a change of workers into which a request falls, so not while the page fetches what it needs.
    await atRest()
    await new Promise(resolve => setTimeout(resolve, TO_COME_TO_REST))
    if (!this.#mayMove() || await isPlaying()) return
    this.#wish(this.#registration.waiting, "take over")
    this.#isMoving = true
  }

  #mayMove() {
    const isStart = !this.#isTouched && performance.now() - this.#startedAt < A_START
    return this.isWaiting && isStart && !PLAYS.test(location.hash) && !reloadedLately()
  }

  // A page that did not ask goes on in its own release, whose files stay while it is open.
  async #turnOver() {
    const isFirst = !this.#isControlled
    this.#isControlled = true
    this.#changed()
    const isWanted = this.#isAsked || this.#isMoving && !this.#isTouched && !reloadedLately()
    if (isFirst || !isWanted || await isPlaying()) return
    sessionStorage.setItem("reloaded-at", Date.now())
    location.reload()
  }

  // Apps on a home screen are hardly ever closed, so the browser's own check comes too seldom.
  async #checkForNext() {
    if (document.visibilityState !== "visible" || Date.now() - this.#checkedAt < HOUR) return
    this.#checkedAt = Date.now()
    try {
      await this.#registration?.update()
    } catch (error) {
      console.info("No news of a next release", error)
    }
  }

  #wish(worker, wish) {
    worker?.postMessage({ wish })
  }

  #changed() {
    this.dispatchEvent(new Event("change"))
  }
}

export const release = new Release()

async function register() {
  const address = policy?.createScriptURL(WORKER) ?? WORKER
  try {
    return await within(PATIENCE, navigator.serviceWorker.register(address, { type: "module", updateViaCache: "none" }), null)
  } catch (error) {
    console.warn("No worker here", error)
    return null
  }
}

function onlyTheWorker(url) {
  if (url !== WORKER) throw new TypeError(`${url} is not the worker`)
  return url
}

// Two servers that disagree must not make the page reload for ever.
function reloadedLately() {
  return Date.now() - Number(sessionStorage.getItem("reloaded-at") ?? 0) < BETWEEN_RELOADS
}

// Players share the lock; the worker that takes over asks for it alone, for a moment.
async function isPlaying() {
  try {
    const { held = [] } = await navigator.locks?.query() ?? {}
    return held.some(lock => lock.name === "playing" && lock.mode === "shared")
  } catch (refusal) {
    console.info("Whether a massage is played is not known: it may be", refusal)
    return true
  }
}
