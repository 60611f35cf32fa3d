// The family as this phone knows it: save, read, sync, found, join. What others call the nursery.
import { byDay, LAST } from "./days.js"
import { saveAll } from "./outbox.js"
import { takingTurns, within } from "./patience.js"
import { countWaiting, everyRecord, pendingEntries, recordsOf, recordWith, refusedEntries, troubledEntries } from "./records.js"
import { keyed } from "./stores.js"
import { uuid5 } from "./uuid5.js"
import { Whereabouts } from "./whereabouts.js"

export class FamilyOnPhone extends EventTarget {
  #on
  #at
  #syncing = null
  #moved = null
  #underWay = new Map() // what is being read, by kind or record
  #isAskedToStay = false

  constructor(dependencies) {
    super()
    this.#on = { ...dependencies, call: (...request) => this.call(...request) }
    this.#at = new Whereabouts(this.#on)
    this.phone = keyed(() => this.#at.phone, "settings")
    this.state = keyed(() => this.#at.database, "state")
    this.days = byDay(() => this.#at.database)
    dependencies.broadcast?.addEventListener("message", () => this.#hear())
  }

  /** { family, caregiver, device }: minted by this phone, or given when it joined. */
  get ids() {
    return this.#at.ids
  }

  /** The id of the record that a family has once ("family", "reminder"). */
  fixed(kind) {
    return uuid5(this.#at.ids.family, kind)
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
    while (!(entries = await saveAll(this.#at.database, things, this.#on))) await this.settle()
    this.#tell()
    this.#askToStay()
    if (this.#on.isEager) this.#syncSoon()
    return entries
  }

  // Reading

  /** The records of a kind, pending ones among them, withdrawn ones left out. */
  async all(kind) {
    const records = await this.ever(kind)
    return records.filter(({ withdrawn }) => !withdrawn)
  }

  /** The records of a kind, also withdrawn ones: a journal still names what is gone. */
  async ever(kind) {
    return this.#together(kind, () => recordsOf(this.#at.database, kind))
  }

  /** The massages of a local date and later ones; only these are read. */
  async massagesFrom(date) {
    return this.days.between("massage", date, LAST)
  }

  /** Every record, of kinds too that this release does not know, also withdrawn ones. */
  async everything() {
    return everyRecord(this.#at.database)
  }

  /** The record with this id, also a withdrawn one; null when nothing is known of it. */
  async get(record) {
    return this.#together(record, () => recordWith(this.#at.database, record))
  }

  /** The record that a family has once, or null. */
  async one(kind) {
    const record = await this.get(this.fixed(kind))
    return record?.withdrawn ? null : record
  }

  /** Entries without a verdict from the server, oldest first. */
  async pending() {
    return pendingEntries(this.#at.database)
  }

  /** How many those are. */
  async countWaiting() {
    return countWaiting(this.#at.database)
  }

  /** Of the pending ones, those that the server could not read in a batch; each is tried alone. */
  async troubled() {
    return troubledEntries(this.#at.database)
  }

  /** [{ entry, code, field, message }]: what the server would not take; it stays here. */
  async refused() {
    return refusedEntries(this.#at.database)
  }

  // The server

  /** A JSON call; throws Answer for the server's no, Offline where nothing of ours answered. */
  async call(method, path, body) {
    const { caller } = await this.#on.dealings()
    return caller(this.#on)(method, path, body)
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
    return this.#moving(({ found }) => found(this.#at.nest, wish))
  }

  /** Redeems an invitation, { label?, relation? }; what this phone wrote comes along. */
  async joinFamily(code, wish) {
    return this.#moving(({ join }) => join(this.#at.nest, "/api/invitations/redeem", { code }, wish))
  }

  /** Comes back into a family with its recovery code; resolves with the next { recovery_code }. */
  async recoverFamily(code, wish) {
    return this.#moving(({ join }) => join(this.#at.nest, "/api/recovery", { code }, wish))
  }

  /** Comes back into a family with a passkey, as `toJSON()` says it. */
  async signIn(credential, wish) {
    return this.#moving(({ join }) => join(this.#at.nest, "/api/passkeys/sign-in", { credential }, wish))
  }

  /** Becomes again the phone that the server says this is: { family, caregiver, device, epoch }. */
  async comeBackAs(membership) {
    return this.#moving(async ({ moveTo }) => {
      await moveTo(this.#at.nest, membership)
      return {}
    })
  }

  /** Becomes a phone of its own where this one came with a copy of another's cookie. */
  async fork(wish) {
    return this.#moving(({ fork }) => fork(this.#at.nest, wish))
  }

  /** Seals what only this phone has, for `forget` to keep it. Throws as `call`. */
  async seal() {
    const [{ key }, { seal }] = await Promise.all([this.call("POST", "/api/seal-key", {}), import("./sealing.js")])
    return seal(this.#at.database, key, this.#on)
  }

  /** Removes the family from this phone, also what was never sent and not `sealed`, and begins with new ids. */
  async forget(sealed) {
    await this.#at.forget(sealed)
    this.#tell()
  }

  /** Finds this phone's family; the nursery works from then on. */
  async settle() {
    await this.#at.settle()
  }

  async #moving(move) {
    const moving = this.#move(move)
    this.#moved = moving.catch(() => null) // whoever moves hears of it
    return moving
  }

  async #move(move) {
    const dealings = await this.#on.dealings()
    return takingTurns(this.#on.locks, "family", async () => {
      const { recovery_code } = await move(dealings)
      await this.settle()
      this.#tell()
      return { recovery_code }
    })
  }

  async #sync(options) {
    await this.#moved // the server is not asked where this phone belongs while it is told
    const dealings = await this.#on.dealings().catch(() => null) // out of reach, as the server is
    if (!dealings) return { status: "waiting", waiting: await this.countWaiting() }
    const { isMoved, ...result } = await dealings.meet(this.#at.nest, options)
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

  // The elements of a page ask the same at once. What was begun before a change is not shared after it.
  async #together(what, read) {
    const reading = this.#underWay.get(what) ?? read()
    this.#underWay.set(what, reading)
    try {
      return await reading
    } finally {
      if (this.#underWay.get(what) == reading) this.#underWay.delete(what)
    }
  }

  #tell() {
    this.#changed()
    this.#on.broadcast?.postMessage("change")
  }

  // Another tab or the worker saved, synced or joined another family.
  async #hear() {
    try {
      await this.settle()
    } catch (error) {
      console.warn("The nursery could not follow", error)
    }
    this.#changed()
  }

  #changed() {
    this.#underWay.clear()
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
