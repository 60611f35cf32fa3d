import { cacheName, sealedList } from "../static/js/helpers/kept.js"

/** Takes over from the worker before, unless a player runs in some page: a massage is never disturbed. */
export async function takeOver(platform = globalThis) {
  const { navigator, skipWaiting } = platform
  // Without locks nobody can tell whether a player runs; then the update waits for all pages to close.
  if (!navigator.locks) return
  const nobodyPlays = await navigator.locks.request("playing", { ifAvailable: true }, lock => Boolean(lock))
  // Not waited for: a browser may take its time until the worker before is idle.
  if (nobodyPlays) skipWaiting.call(platform)
}

/** The new release's first act: serve the open pages that nobody serves, and drop unfinished downloads. */
export async function begin(digest, platform = globalThis) {
  await platform.clients.claim()
  await dropUnfinished(digest, platform)
}

/**
 * Deletes the caches of earlier releases that no open page uses any more.
 *
 * Asked for by a page some seconds after its start, not on activation: then a page of the release
 * before may be half way here, and would lose its files.
 */
export async function tidy(digest, platform = globalThis) {
  if (isUpdating(platform)) return
  const inUse = await releasesInUse(platform)
  for (const name of await otherReleases(digest, platform)) {
    const isWhole = await sealedList(name, platform)
    if (isWhole && !inUse.has(name)) await platform.caches.delete(name)
  }
}

// An unfinished cache is a download to go on with, until another release has won.
async function dropUnfinished(digest, platform) {
  if (isUpdating(platform)) return
  for (const name of await otherReleases(digest, platform)) {
    if (!await sealedList(name, platform)) await platform.caches.delete(name)
  }
}

// The newer release that is just arriving has a cache of its own, and it is not ours to judge.
function isUpdating({ registration }) {
  return Boolean(registration.installing || registration.waiting)
}

async function otherReleases(digest, { caches }) {
  const names = await caches.keys()
  return names.filter(name => name.startsWith("release-") && name !== cacheName(digest))
}

// Every page holds a shared lock named for its release while it is open (helpers/release.js).
async function releasesInUse({ navigator }) {
  const { held = [] } = await navigator.locks?.query() ?? {}
  return new Set(held.map(lock => lock.name))
}
