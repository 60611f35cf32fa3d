/** What of a release is on this phone. Pages and the worker read it; only the worker writes it. */

export const LIST = "/precache.json"

export const cacheName = digest => `release-${digest}`

/** The list of a release that was kept to the end: it is put last, as the seal. Else null. */
export async function sealedList(name, { caches } = globalThis) {
  const sealed = await caches.match(LIST, { cacheName: name })
  return sealed ? sealed.json() : null
}

/** The language of the pages that were kept. */
export async function languageOf(name, platform = globalThis) {
  const list = await sealedList(name, platform)
  return list?.language ?? "en"
}

/** The addresses that a parent would miss without internet; null while the release is not whole. */
export async function missingFiles(digest, platform = globalThis) {
  const list = await sealedList(cacheName(digest), platform)
  if (!list) return null
  const cache = await platform.caches.open(cacheName(digest))
  const requests = await cache.keys()
  const kept = new Set(requests.map(request => new URL(request.url).pathname))
  return list.files.filter(file => file.must && !kept.has(file.url)).map(file => file.url)
}
