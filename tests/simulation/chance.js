// Chance with a seed: the same seed plays the same evening.

export class Chance {
  #state

  constructor(seed) {
    this.#state = seed >>> 0
  }

  /** A number from 0 up to 1 (mulberry32). */
  number() {
    this.#state = this.#state + 0x6d2b79f5 | 0
    let mixed = Math.imul(this.#state ^ this.#state >>> 15, 1 | this.#state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }

  /** Whether something that happens in `share` of all cases happens now. */
  happens(share) {
    return this.number() < share
  }

  one(list) {
    return list[Math.floor(this.number() * list.length)]
  }

  between(least, most) {
    return least + Math.floor(this.number() * (most - least + 1))
  }

  /** One of the keys of { key: weight }. */
  weighted(weights) {
    let left = this.number() * Object.values(weights).reduce((sum, weight) => sum + weight, 0)
    return Object.keys(weights).find(key => (left -= weights[key]) < 0)
  }

  uuid() {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.number() * 16).toString(16))
    hex[12] = "4"
    hex[16] = "89ab"[parseInt(hex[16], 16) & 3]
    return hex.join("").replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5")
  }
}
