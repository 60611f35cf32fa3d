// The family as this phone knows it: save, read, sync, found, join. What others call the nursery.
import { found, join, moveTo } from "./identity/family.js"
import { wentTo } from "./identity/moving.js"
import { become, identify, newIds } from "./identity/phone.js"
import { meet } from "./meeting.js"
import { saveAll } from "./outbox.js"
import { takingTurns, within } from "./patience.js"
import { pendingEntries, recordsOf, recordWith, refusedEntries } from "./records.js"
import { familyDatabase, keyed, phoneDatabase } from "./stores.js"
import { uuid5 } from "./uuid5.js"
import { caller } from "./wire/call.js"

export class FamilyOnPhone extends EventTarget {
  #on
  #phone
  #database = null
  #ids = null
  #syncing = null
  #isAskedToStay = false

  constructor(dependencies) {
    super()
    this.#on = { ...dependencies, call: caller(dependencies) }
    this.#phone = phoneDatabase(dependencies)
    this.phone = keyed(() => this.#phone, "settings")
    this.state = keyed(() => this.#database, "state")
    dependencies.broadcast?.addEventListener("message", () => this.#hear())
  }

  /** { family, caregiver, device }: minted by this phone, or given when it joined. */
  get ids() {
    return this.#ids
  }

  /** The id of the record that a family has once ("family", "reminder"). */
  fixed(kind) {
    return uuid5(this.#ids.family, kind)
  }

  // Saving

  /** Resolves with the entry when it is on this phone for good. Throws NurseryUnavailable if it is not. */
  async save(kind, fields, { record, action = "put" } = {}) {
    const [entry] = await this.saveAll([{ kind, fields, record, action }])
    return entry
  }

  /** Saves [{ kind, fields, record?, action? }] together or not at all. */
  async saveAll(things) {
    let entries = null
    // another tab may have joined another family meanwhile: what is saved goes there
    while (!(entries = await saveAll(this.#database, things, this.#on))) await this.settle()
    this.#tell()
    this.#askToStay()
    if (this.#on.isEager) this.#syncSoon()
    return entries
  }

  // Reading

  /** The records of a kind, pending ones among them, withdrawn ones left out. */
  async all(kind) {
    return recordsOf(this.#database, kind)
  }

  /** The record with this id, also a withdrawn one; null when nothing is known of it. */
  async get(record) {
    return recordWith(this.#database, record)
  }

  /** The record that a family has once, or null. */
  async one(kind) {
    const record = await this.get(this.fixed(kind))
    return record?.withdrawn ? null : record
  }

  /** Entries without a verdict from the server, oldest first. */
  async pending() {
    return pendingEntries(this.#database)
  }

  /** [{ entry, code, field, message }]: what the server would not take; it stays here. */
  async refused() {
    return refusedEntries(this.#database)
  }

  // The server

  /** A JSON call; throws Answer for the server's no, Offline where nothing of ours answered. */
  async call(method, path, body) {
    return this.#on.call(method, path, body)
  }

  /** Resolves with { status, waiting, code? }; no network makes it throw. */
  async sync(options) {
    if (this.#syncing) await this.#syncing // what was saved since it began wants a turn too
    const syncing = this.#syncing ??= this.#sync(options)
    try {
      return await syncing
    } finally {
      if (this.#syncing == syncing) this.#syncing = null
    }
  }

  /** Makes the family on the server, { zone, relation?, label? }; resolves with { recovery_code }. */
  async foundFamily(wish) {
    return this.#moving(() => found(this.#nest, wish))
  }

  /** Redeems an invitation, { label?, relation? }; what this phone wrote comes along. */
  async joinFamily(code, wish) {
    return this.#moving(() => join(this.#nest, "/api/invitations/redeem", code, wish))
  }

  /** Comes back into a family with its recovery code; resolves with the next { recovery_code }. */
  async recoverFamily(code, wish) {
    return this.#moving(() => join(this.#nest, "/api/recovery", code, wish))
  }

  /** Removes the family from this phone, also what was never sent, and begins with new ids. */
  async forget() {
    const old = this.#database
    await become(this.#phone, newIds(this.#on.random))
    await this.settle()
    await old.remove()
    this.#tell()
  }

  /** Takes up the family that this phone is in now, finishing a move that was cut off. */
  async settle() {
    for (;;) {
      const ids = await identify(this.#phone, this.#on.random)
      if (ids.family != this.#ids?.family) this.#database = familyDatabase(ids.family, this.#on)
      this.#ids = ids
      const left = await wentTo(this.#database)
      if (!left) return
      await moveTo(this.#nest, left)
    }
  }

  get #nest() {
    return { ...this.#on, phone: this.#phone, database: this.#database, ids: this.#ids, open: family => familyDatabase(family, this.#on) }
  }

  async #moving(move) {
    return takingTurns(this.#on.locks, "family", async () => {
      const { recovery_code } = await move()
      await this.settle()
      this.#tell()
      return { recovery_code }
    })
  }

  async #sync(options) {
    const { isMoved, ...result } = await meet(this.#nest, options)
    if (isMoved) {
      await this.settle()
      return this.#sync(options)
    }
    if (result.status != "no-family") this.#tell()
    return result
  }
  async #syncSoon() {
    try {
      await this.sync()
    } catch (error) {
      console.warn("The nursery could not sync", error) // the save itself is safe
    }
  }

  #tell() {
    this.dispatchEvent(new Event("change"))
    this.#on.broadcast?.postMessage("change")
  }

  // Another tab or the worker saved, synced or joined another family.
  async #hear() {
    try {
      await this.settle()
    } catch (error) {
      console.warn("The nursery could not follow", error)
    }
    this.dispatchEvent(new Event("change"))
  }

  // Browsers throw away what nobody asked to keep; in some the question never settles.
  async #askToStay() {
    if (this.#isAskedToStay || !this.#on.storage?.persist) return
    this.#isAskedToStay = true
    try {
      await within(3_000, this.#on.storage.persist(), () => new Error("persist() hangs"))
    } catch (error) {
      console.warn("The nursery may be thrown away by the browser", error)
    }
  }
}
