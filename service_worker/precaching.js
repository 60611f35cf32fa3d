import { cacheName, LIST, sealedList } from "../static/js/helpers/kept.js"
import { ENGLISH, pageIn } from "../static/js/helpers/address.js"
import { nothing, checked, NotTheRelease, refuse } from "./checking.js"
import { keepFromPacks } from "./packs.js"

/**
 * Keeps one release on the phone, whole or not at all: every file that /precache.json calls a must,
 * checked byte for byte. The list itself is put last and is the seal of a whole release.
 */

const PATIENCE = 60_000
const AT_ONCE = 4

/**
 * Fetches what is missing of release `digest` in a language; what an earlier attempt or release left is not fetched again.
 *
 * A language that this server does not have (any more) is English. Returns the list of what is kept.
 */
export async function keepRelease(digest, platform = globalThis, language = ENGLISH) {
  const list = await fetchList(digest, platform, language)
  await keepFiles(list, digest, platform)
  const cache = await platform.caches.open(cacheName(digest))
  await cache.put(LIST, new Response(JSON.stringify(list), { headers: { "content-type": "application/json" } }))
  return list
}

/** Fetches again what the browser threw away of a release that was whole once. */
export async function mendRelease(digest, platform = globalThis) {
  const list = await sealedList(cacheName(digest), platform)
  if (!list) return keepRelease(digest, platform)
  await keepFiles(list, digest, platform)
}

async function fetchList(digest, platform, language) {
  const answer = await platform.fetch(pageIn(language, LIST), fresh())
  if (answer.status === 404 && language !== ENGLISH) return fetchList(digest, platform, ENGLISH)
  if (answer.status !== 200) throw new NotTheRelease(`${LIST} answered ${answer.status}`)
  const list = await answer.json()
  // In the minutes of a deployment two servers may disagree; the browser asks again later.
  if (list.release !== digest) throw new NotTheRelease(`the list is of ${list.release}, not ${digest}`)
  return list
}

async function keepFiles(list, digest, platform) {
  const cache = await platform.caches.open(cacheName(digest))
  const earlier = await earlierFiles(digest, platform)
  const fetchFresh = url => platform.fetch(url, fresh())
  const missing = []
  try {
    await eachOf(list.files.filter(file => file.must), async file => {
      if (!await reuse(file, cache, earlier, platform)) missing.push(file)
    })
    const single = await keepFromPacks(missing, list.packs, cache, fetchFresh)
    await eachOf(single, async file => cache.put(file.url, await checked(await fetchFresh(file.url), file, refuse)))
  } catch (error) {
    // The parents' records share this quota: half a release is not worth their space.
    const isFull = error.name === "QuotaExceededError"
    if (isFull && !await sealedList(cacheName(digest), platform)) await platform.caches.delete(cacheName(digest))
    throw error
  }
}

// Whether this attempt, an earlier one or an earlier release has it already.
async function reuse(file, cache, earlier, { caches }) {
  // only checked bytes are ever put, so what is there is right
  if (await cache.match(file.url, { ignoreVary: true })) return true
  const kept = earlier.get(file.digest)
  const reused = kept && await caches.match(kept.url, { cacheName: kept.name, ignoreVary: true })
  const response = reused && await checked(reused, file, nothing)
  if (response) await cache.put(file.url, response)
  return Boolean(response)
}

async function earlierFiles(digest, platform) {
  const files = new Map()
  for (const name of await platform.caches.keys()) {
    if (!name.startsWith("release-") || name === cacheName(digest)) continue
    const list = await sealedList(name, platform)
    for (const file of list?.files ?? []) files.set(file.digest, { name, url: file.url })
  }
  return files
}

// No cookie, no redirect, and not from the browser's own cache, which may hold what a portal said.
function fresh() {
  return { cache: "reload", credentials: "omit", redirect: "error", signal: AbortSignal.timeout(PATIENCE) }
}

// A few at once: hundreds exhaust some phones, one by one is slow over a distant network.
async function eachOf(files, keepOne) {
  const waiting = [...files]
  const work = async () => {
    try {
      while (waiting.length) await keepOne(waiting.shift())
    } finally {
      waiting.length = 0
    }
  }
  // all come to rest before the first failure is told: nothing writes on behind its back
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  const failed = ends.find(end => end.status === "rejected")
  if (failed) throw failed.reason
}
