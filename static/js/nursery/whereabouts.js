// Which family this phone is in now: its ids, and the database with what it knows.
import { become, identify, newIds } from "./identity/phone.js"
import { familyDatabase, phoneDatabase } from "./stores.js"
import { wanted } from "./transactions.js"

export class Whereabouts {
  #on
  phone
  database = null
  ids = null

  constructor(on) {
    this.#on = on
    this.phone = phoneDatabase(on)
  }

  /** Takes up the family that this phone is in now, finishing a move that was cut off. */
  async settle() {
    for (;;) {
      const ids = await identify(this.phone, this.#on.random)
      if (ids.family != this.ids?.family) this.database = this.#open(ids.family)
      this.ids = ids
      const left = await this.database.read(["state"], ({ state }) => wanted(state.get("left")))
      if (!left) return
      const { moveTo } = await this.#on.dealings()
      await moveTo(this.nest, left)
    }
  }

  /** Removes the family from this phone, also what was never sent, and begins with new ids. What is `sealed` stays. */
  async forget(sealed) {
    const old = this.database
    if (sealed) await this.phone.write(["sealed"], stores => wanted(stores.sealed.put(sealed)))
    await become(this.phone, newIds(this.#on.random))
    await this.settle()
    await old.remove()
  }

  /** Everything that founding, joining and syncing work with. */
  get nest() {
    const { phone, database, ids } = this
    return { ...this.#on, phone, database, ids, open: family => this.#open(family) }
  }

  #open(family) {
    return familyDatabase(family, this.#on)
  }
}
