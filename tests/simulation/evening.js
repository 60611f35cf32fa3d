// One evening by its seed: phones found a family, join it, save, edit and sync while everything
// around them fails; then it grows quiet, and every massage has to be everywhere exactly once.
import { Chance } from "./chance.js"
import { Expectations } from "./expectations.js"
import { DIED, Phone } from "./phone.js"

const STEPS = { save: 6, edit: 6, withdraw: 2, restore: 2, sync: 7, "sync in both tabs": 2, restart: 2, die: 4, "set clock": 2, "late requests": 2 }
const ZONE = { zone: "Europe/Berlin" }

export class Evening {
  steps = []
  phones = []

  /** `length`: at least so many steps, besides all that founding and joining take. */
  constructor(seed, url, length = 60) {
    Object.assign(this, { seed, url, length })
    this.chance = new Chance(seed)
    this.expectations = new Expectations()
    this.minutes = 0
    this.deaths = 0
    this.taken = 0
  }

  /** Real time and what the evening took so far, so that nobody waits for a back-off. */
  now = () => Date.now() + this.minutes * 60_000

  /** Plays it. Throws, with `steps` telling how it came, when anything was lost or doubled. */
  async play() {
    await this.begin()
    await this.goOn()
    await this.end()
  }

  /** Two or mostly three phones, until they are one family. */
  async begin() {
    const count = this.chance.happens(0.8) ? 3 : 2
    for (let n = 0; n < count; n++) this.phones.push(new Phone("ABC"[n], this))
    for (const phone of this.phones) await phone.start()
    await this.#some(this.chance.between(1, 6))
    for (const phone of this.phones) {
      await this.#admit(phone)
      await this.#some(this.chance.between(3, 8))
    }
  }

  async goOn() {
    const steps = this.length - this.taken
    await this.#some(Math.max(steps, 6))
  }

  /** The server has lost everything: each phone keeps what it has, and they make the family again. */
  async makeAgain() {
    for (const phone of this.phones) {
      await this.#live(phone, () => phone.nursery.sync({ isUrgent: true }))
      this.#note(phone, `has ${(await phone.nursery.everything()).length} records and an unknown server`)
    }
    for (const phone of this.phones) await this.#comeBack(phone)
  }

  async end() {
    await this.#quiet()
    await this.expectations.check(this.phones)
  }

  /** How much happened. */
  get numbers() {
    const sum = of => this.phones.reduce((total, phone) => total + of(phone.network), 0)
    return {
      phones: this.phones.length, steps: this.taken, ...this.expectations.numbers, deaths: this.deaths,
      requests: sum(network => network.requests), faults: sum(network => network.faults.length)
    }
  }

  async #some(steps) {
    for (let left = steps; left > 0; left--) await this.#step(this.chance.one(this.phones))
  }

  async #step(phone) {
    this.taken++
    this.minutes += this.chance.between(0, 20)
    const what = this.chance.weighted(STEPS)
    this.#note(phone, what)
    switch (what) {
      case "sync": return this.#live(phone, () => phone.nursery.sync())
      case "sync in both tabs": return this.#live(phone, () => Promise.all([phone.nursery.sync(), phone.tab.sync()]))
      case "restart": return phone.start()
      case "die": return this.#live(phone, () => this.#saveAndSync(phone), this.chance.between(1, 14))
      case "set clock": return phone.setClock()
      case "late requests": return phone.network.deliverLate()
      default: return this.#live(phone, () => this.#write(phone, what))
    }
  }

  async #write(phone, what) {
    const nursery = this.chance.happens(0.3) ? phone.tab : phone.nursery
    const wish = await this.expectations.wish(phone, nursery, what, this.chance)
    if (!wish) return
    this.#note(phone, `  ${what} ${wish.record.slice(0, 8)} ${JSON.stringify(wish.fields)}`)
    await nursery.save("massage", wish.fields, wish)
    wish.isKept = true
  }

  async #saveAndSync(phone) {
    await this.#write(phone, "save")
    await phone.nursery.sync()
  }

  // The first founds the family, the others are invited into it, however often it takes.
  async #admit(phone) {
    const [first] = this.phones
    if (phone != first && this.chance.happens(0.25)) await this.#hadOwnFamily(phone)
    await this.#comeBack(phone)
  }

  async #comeBack(phone) {
    const [first] = this.phones
    const isFirst = phone == first
    this.#note(phone, isFirst ? "found" : "join")
    const code = isFirst ? null : await this.#invitation(first)
    await this.#persist(phone, () => isFirst ? phone.nursery.foundFamily(ZONE) : this.#join(phone, code))
  }

  // What a phone gave to a family of its own comes along when it joins another.
  async #hadOwnFamily(phone) {
    this.#note(phone, "founds a family of its own")
    await this.#persist(phone, () => phone.nursery.foundFamily(ZONE))
    for (let left = 4; left > 0; left--) await this.#step(phone)
  }

  async #join(phone, code) {
    // it worked, the answer was lost
    if (phone.nursery.ids.family == this.phones[0].nursery.ids.family && await isKnown(phone)) return
    await phone.nursery.joinFamily(code)
  }

  async #invitation(first) {
    const { code } = await this.#persist(first, () => first.nursery.call("POST", "/api/invitations"))
    return code
  }

  async #persist(phone, work) {
    for (;;) {
      const breaths = this.chance.happens(0.3) ? this.chance.between(1, 20) : Infinity
      const outcome = await this.#live(phone, () => attempt(work), breaths)
      if (outcome != DIED && !outcome.offline) return outcome.value
      this.#note(phone, `  again: ${outcome.offline ?? "died"}`)
      if (this.chance.happens(0.3)) await this.#write(phone, "save")
      if (this.chance.happens(0.3)) await this.#live(phone, () => phone.nursery.sync())
    }
  }

  async #live(phone, work, breaths) {
    const requests = phone.network.faults.length
    const outcome = await phone.live(work, breaths)
    const faults = phone.network.faults.slice(requests).join(", ")
    if (outcome == DIED) this.deaths++
    const what = outcome == DIED ? "DIED" : outcome?.status ?? ""
    if (faults || what) this.#note(phone, `  ${[what, faults].filter(Boolean).join(" · ")}`)
    return outcome
  }

  // Two syncs of each phone after the last fault have to be enough.
  async #quiet() {
    this.minutes += 60
    for (const phone of this.phones) {
      phone.network.calm()
      await phone.network.deliverLate()
    }
    for (const phone of [...this.phones, ...this.phones]) {
      let { status } = await phone.nursery.sync({ isUrgent: true })
      // most of what it shows was withdrawn meanwhile: the phone asks, and its parent says that it is so
      if (status === "held") ({ status } = await phone.nursery.sync({ isUrgent: true, isAgreed: true }))
      this.#note(phone, `quiet: ${status}`)
    }
  }

  #note(phone, what) {
    this.steps.push(`${phone.name} ${what}`)
  }
}

async function isKnown({ nursery }) {
  try {
    await nursery.call("GET", "/api/me")
    return true
  } catch (error) {
    if (error.status != 401) throw error
    return false
  }
}

async function attempt(work) {
  try {
    return { value: await work() }
  } catch (error) {
    if (error.name != "Offline") throw error
    return { offline: `${error.message} ${error.status ?? ""}` }
  }
}
