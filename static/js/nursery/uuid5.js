// Names become ids: the same name in the same family is the same id on every phone (RFC 9562).
// Written out because crypto.subtle answers later, which a database transaction does not survive.

/** Returns the version 5 UUID of `name` within the UUID `space`. */
export function uuid5(space, name) {
  const digest = sha1([...bytesOf(space), ...new TextEncoder().encode(name)]).slice(0, 16)
  digest[6] = digest[6] & 0x0f | 0x50
  digest[8] = digest[8] & 0x3f | 0x80
  const hex = digest.map(byte => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5")
}

function bytesOf(uuid) {
  return uuid.replaceAll("-", "").match(/../g).map(pair => parseInt(pair, 16))
}

function sha1(message) {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const words = padded(message)
  for (let block = 0; block < words.length; block += 16) digestBlock(state, words.slice(block, block + 16))
  return state.flatMap(word => [word >>> 24, word >>> 16 & 255, word >>> 8 & 255, word & 255])
}

// The message, a one bit, zeros, and the length in bits in the last two of each sixteen words.
function padded(message) {
  const words = new Array(((message.length + 8 >> 6) + 1) * 16).fill(0)
  for (const [index, byte] of [...message, 0x80].entries()) words[index >> 2] |= byte << 24 - index % 4 * 8
  words[words.length - 1] = message.length * 8
  return words
}

function digestBlock(state, words) {
  for (let i = 16; i < 80; i++) words[i] = turned(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1)
  let [a, b, c, d, e] = state
  for (const [i, word] of words.entries()) {
    const [mixed, constant] = round(Math.floor(i / 20), b, c, d)
    const next = turned(a, 5) + mixed + e + constant + word | 0
    ;[a, b, c, d, e] = [next, a, turned(b, 30), c, d]
  }
  for (const [i, word] of [a, b, c, d, e].entries()) state[i] = state[i] + word | 0
}

function round(number, b, c, d) {
  if (number == 0) return [b & c | ~b & d, 0x5a827999]
  if (number == 2) return [b & c | b & d | c & d, 0x8f1bbcdc]
  return [b ^ c ^ d, number == 1 ? 0x6ed9eba1 : 0xca62c1d6]
}

function turned(word, bits) {
  return word << bits | word >>> 32 - bits
}
