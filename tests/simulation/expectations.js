// What parents may expect: nothing that was saved is lost, nothing is there twice, and whoever
// wrote last, knowing what was there, has the last word.
import assert from "node:assert/strict"

const FIELDS = ["note", "oil", "helped"]

export class Expectations {
  #wishes = []
  #texts = 0

  /** How much was written. */
  get numbers() {
    return { massages: new Set(this.#wishes.map(wish => wish.record)).size, writes: this.#wishes.length }
  }

  /** Something that `phone` may write now, or null; remembered with what it was written over. */
  async wish(phone, nursery, what, chance) {
    const record = what == "save" ? chance.uuid() : await this.#known(nursery, what, chance)
    if (!record) return null
    const before = await nursery.get(record)
    const wish = { phone, record, ...this.#content(what, before, chance), isKept: false }
    this.#wishes.push(wish)
    return wish
  }

  async #known(nursery, what, chance) {
    const known = []
    for (const record of new Set(this.#wishes.map(wish => wish.record))) {
      const shown = await nursery.get(record)
      if (shown && shown.withdrawn == (what == "restore")) known.push(record)
    }
    return known.length ? chance.one(known) : null
  }

  #content(what, before, chance) {
    if (what == "withdraw" || what == "restore") return { action: what, fields: {}, over: { withdrawn: before.withdrawn } }
    const names = what == "save" ? ["outcome", "note"] : [chance.one(FIELDS)]
    const fields = Object.fromEntries(names.map(name => [name, this.#value(name, chance)]))
    const over = Object.fromEntries(names.map(name => [name, before?.fields[name] ?? null]))
    return { action: "put", fields, over }
  }

  #value(name, chance) {
    if (name == "outcome") return "given"
    if (chance.happens(0.1)) return null
    const text = `${++this.#texts}`
    return name == "helped" ? [`h${text}`] : text
  }

  /** Compares all phones with each other, with the server and with what was written. */
  async check(phones) {
    const [first] = phones
    const { records } = await first.nursery.call("POST", "/api/sync", { cursor: 0, entries: [] })
    const server = sorted(records.filter(record => record.kind == "massage"))
    for (const phone of phones) await this.#checkPhone(phone, server)
    for (const record of new Set(this.#wishes.map(wish => wish.record))) this.#checkRecord(record, server)
    for (const { record } of server) assert(this.#wishes.some(wish => wish.record == record), `${record} was never written`)
  }

  async #checkPhone({ name, nursery }, server) {
    assert.deepEqual(await nursery.pending(), [], `phone ${name} has nothing to send`)
    assert.deepEqual(await nursery.refused(), [], `nothing of phone ${name} was refused`)
    const shown = await Promise.all(server.map(({ record }) => nursery.get(record)))
    assert.deepEqual(sorted(shown), server, `phone ${name} shows what the server has`)
    const visible = await nursery.all("massage")
    assert.deepEqual(visible.map(({ record }) => record).sort(), server.filter(record => !record.withdrawn).map(({ record }) => record),
      `phone ${name} lists every massage once`)
  }

  #checkRecord(record, server) {
    const wishes = this.#wishes.filter(wish => wish.record == record)
    const found = server.find(one => one.record == record)
    if (!wishes.some(wish => wish.isKept)) return
    assert(found, `massage ${record} is there`)
    for (const name of new Set(wishes.flatMap(wish => Object.keys(wish.fields)))) this.#checkField(found, name, wishes)
    this.#checkWithdrawn(found, wishes.filter(wish => wish.action != "put"))
  }

  #checkField({ record, fields }, name, wishes) {
    const value = fields[name] ?? null
    const about = wishes.filter(wish => Object.hasOwn(wish.fields, name))
    const where = `${name} of ${record}`
    assert(about.some(wish => same(wish.fields[name], value)), `${where} is something that was written: ${value}`)
    this.#checkOwnLastWord(about, wish => wish.fields[name], value, where)
    if (value === null || name == "outcome") return
    const over = about.find(wish => wish.isKept && same(wish.over[name], value))
    assert(!over, `${where} is ${value}, which ${over?.phone.name} wrote over`)
  }

  #checkWithdrawn({ record, withdrawn }, wishes) {
    if (!wishes.some(wish => wish.isKept)) return
    this.#checkOwnLastWord(wishes, wish => wish.action == "withdraw", withdrawn, `withdrawn of ${record}`)
  }

  // Where only one phone wrote, its last word counts, whatever its clock said.
  #checkOwnLastWord(wishes, valueOf, value, where) {
    if (new Set(wishes.map(wish => wish.phone)).size > 1 || wishes.some(wish => !wish.isKept)) return
    assert.deepEqual(value, valueOf(wishes.at(-1)), `${where} is the last word of the only phone that wrote it`)
  }
}

function sorted(records) {
  return records.map(({ record, fields, withdrawn }) => ({ record, fields, withdrawn }))
    .sort((a, b) => a.record < b.record ? -1 : 1)
}

function same(a, b) {
  return JSON.stringify(a) == JSON.stringify(b)
}
