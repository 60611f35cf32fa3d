import { checked, nothing } from "./checking.js"

const FEW = 8 // are fetched one by one

/**
 * Keeps what it can of `missing` from the packs of a release: many files as one, which is a third of the bytes
 * and a fiftieth of the requests. Returns the files that are to be fetched one by one.
 *
 * A pack is no more trusted than any answer: each file in it is checked for itself.
 */
export async function keepFromPacks(missing, packs = {}, cache, fetch) {
  const kept = new Set()
  for (const [name, url] of Object.entries(packs)) {
    const wanted = missing.filter(file => file.pack === name)
    if (wanted.length <= FEW) continue
    const pack = await packAt(url, fetch)
    for (const file of wanted) {
      const response = pack && await fileIn(pack, file)
      if (!response) continue
      await cache.put(file.url, response)
      kept.add(file)
    }
  }
  return missing.filter(file => !kept.has(file))
}

async function packAt(url, fetch) {
  try {
    const answer = await fetch(url)
    if (answer.status !== 200) return null
    return { headers: answer.headers, files: await answer.json() }
  } catch (error) {
    console.info("A pack did not come, its files come one by one", error)
    return null
  }
}

// With the headers of the pack itself, as the rules of our pages are the same for every answer of ours; but with the
// file's own for caching: of what never changes a browser remembers more than bytes, from one page to the next.
async function fileIn({ headers, files }, file) {
  const [type, cache, text] = Array.isArray(files?.[file.url]) ? files[file.url] : []
  if (typeof text !== "string") return null
  const own = new Headers(headers)
  own.set("content-type", String(type))
  own.delete("etag")
  own.set("cache-control", String(cache))
  return checked(new Response(text, { headers: own }), file, nothing)
}
