// A phone in the simulation: its storage lasts, everything else dies with each restart.
import { IDBFactory, IDBKeyRange } from "fake-indexeddb"
import { createNursery } from "../../static/js/nursery/nursery.js"
import { Network } from "./network.js"

globalThis.IDBKeyRange = IDBKeyRange

const YEAR = 365 * 24 * 3_600_000
const SKEWS = [0, 0, 1, -1, 3_600_000, -86_400_000, YEAR, -YEAR, 10 * YEAR, -10 * YEAR]

export class Phone {
  #storage = new IDBFactory()
  #world
  #life = null
  skew = 0
  name
  network
  nursery
  tab

  constructor(name, world) {
    this.name = name
    this.#world = world
    this.network = new Network(world.url, world.chance)
  }

  /** Opens the app, and beside it a second tab (or the worker) with a memory of its own. */
  async start() {
    this.#life = new Life()
    this.nursery = await createNursery(this.#platform(this.#life))
    this.tab = await createNursery(this.#platform(this.#life))
  }

  /** Somebody sets the clock, perhaps wildly. */
  setClock() {
    this.skew = this.#world.chance.one(SKEWS)
  }

  /** Does `work`; when `breaths` are given the app ends after so many, and DIED is the outcome. */
  async live(work, breaths = Infinity) {
    const life = this.#life
    life.breaths = breaths
    try {
      return await Promise.race([work(), life.end])
    } catch (error) {
      if (error instanceof Dead) return DIED
      throw error
    } finally {
      life.breaths = Infinity
      if (life.isOver) await this.start()
    }
  }

  #platform(life) {
    const { chance } = this.#world
    return {
      indexedDB: mortal(this.#storage, life),
      fetch: (path, request) => this.#fetch(life, path, request),
      clock: () => this.#world.now() + this.skew,
      random: () => chance.uuid()
    }
  }

  async #fetch(life, path, request) {
    if (life.endsNow()) return life.never()
    try {
      return await this.network.fetch(path, request)
    } finally {
      if (life.endsNow()) await life.never()
    }
  }
}

export const DIED = Symbol("the app was ended")

class Dead extends Error {}

// One life of the app. Each transaction, request and answer is a breath.
class Life {
  breaths = Infinity
  isOver = false

  constructor() {
    this.end = new Promise(resolve => {
      this.die = () => resolve(DIED)
    })
  }

  endsNow() {
    if (!this.isOver && --this.breaths <= 0) {
      this.isOver = true
      this.die()
    }
    return this.isOver
  }

  never() {
    return new Promise(() => {})
  }
}

// Storage as one life of the app has it: once that is over, nothing it still wants is done.
function mortal(storage, life) {
  return {
    open(...wanted) {
      const request = storage.open(...wanted)
      request.addEventListener("success", () => {
        const handle = request.result
        const begin = handle.transaction.bind(handle)
        handle.transaction = (...wanted) => {
          if (life.endsNow()) throw new Dead()
          return begin(...wanted)
        }
      })
      return request
    },
    deleteDatabase: name => storage.deleteDatabase(name)
  }
}
