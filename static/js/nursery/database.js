// One IndexedDB database that heals: connections die when iOS sleeps (WebKit 197050, 277615).
import { here } from "./leaving.js"
import { within } from "./patience.js"
import { carryOut, wanted } from "./transactions.js"

const PATIENCE = 3_000
const ATTEMPTS = 4 // the first and three after healing
const DEAD = new Set(["InvalidStateError", "UnknownError", "AbortError", "TimeoutError"])

/** The phone's storage does not answer; `reason` is "closed" or "full". Nothing was saved. */
export class NurseryUnavailable extends Error {
  name = "NurseryUnavailable"
  reason = this.cause?.name == "QuotaExceededError" ? "full" : "closed"
}

export class Database {
  #name
  #steps
  #platform
  #opening = null
  #handle = null

  /** `steps` are upgrades, each `(database, transaction) => …` and only ever adding. */
  constructor(name, steps, platform) {
    this.#name = name
    this.#steps = steps
    this.#platform = platform
  }

  get name() {
    return this.#name
  }

  /** Runs `work(stores)` in one read transaction and resolves with what it returns. */
  async read(names, work) {
    return this.#lasting(handle => carryOut(handle.transaction(names, "readonly"), names, work))
  }

  /**
   * Runs `work(stores)` in one write transaction; resolves when it is complete, and then it stays.
   * `work` awaits nothing but `wanted(request)`, and may run again after healing.
   */
  async write(names, work, durability = "strict") {
    return this.#lasting(handle =>
      carryOut(handle.transaction(names, "readwrite", { durability }), names, work))
  }

  /** Closes and deletes; other tabs let go of it on their own. */
  async remove() {
    this.#drop(this.#handle)
    const late = () => new NurseryUnavailable("The phone's storage keeps what it was told to remove")
    return within(PATIENCE, wanted(this.#platform.indexedDB.deleteDatabase(this.#name)), late)
  }

  async #lasting(attempt) {
    for (let left = ATTEMPTS - 1; ; left--) {
      let handle
      try {
        handle = await this.#opened()
        await here()
        return await attempt(handle)
      } catch (error) {
        if (error.name == "QuotaExceededError") throw new NurseryUnavailable("The phone is full", { cause: error })
        if (!DEAD.has(error.name)) throw error
        this.#drop(handle)
        if (left == 0) throw new NurseryUnavailable("The phone's storage does not answer", { cause: error })
      }
    }
  }

  async #opened() {
    const opening = this.#opening ??= this.#open()
    try {
      return await opening
    } catch (error) {
      if (this.#opening == opening) this.#opening = null
      throw error
    }
  }

  async #open() {
    try {
      return await this.#request(this.#steps.length)
    } catch (error) {
      // a newer release made it: it only added, so older code works with it
      if (error.name == "VersionError") return this.#request()
      if (error instanceof NurseryUnavailable || DEAD.has(error.name)) throw error
      throw new NurseryUnavailable("The phone's storage does not open", { cause: error })
    }
  }

  async #request(version) {
    const request = this.#platform.indexedDB.open(this.#name, version)
    let isLate = false
    const opened = new Promise((resolve, reject) => {
      request.onupgradeneeded = ({ oldVersion }) => {
        for (const step of this.#steps.slice(oldVersion)) step(request.result, request.transaction)
      }
      request.onsuccess = () => isLate ? request.result.close() : resolve(this.#kept(request.result))
      request.onerror = () => reject(request.error)
    })
    return within(PATIENCE, opened, () => {
      isLate = true // an open that succeeds after all must not block the next one
      return new NurseryUnavailable("The phone's storage does not open")
    })
  }

  #kept(handle) {
    handle.onversionchange = () => this.#drop(handle) // another tab upgrades: let it
    handle.onclose = () => this.#drop(handle) // the browser dropped us
    this.#handle = handle
    return handle
  }

  #drop(handle) {
    handle?.close()
    if (handle != this.#handle) return // somebody has opened a new one already
    this.#handle = null
    this.#opening = null
  }
}
