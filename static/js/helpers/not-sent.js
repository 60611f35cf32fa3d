import { here } from "./address.js"
import { keepAsFile } from "./keeping.js"
import { isAnswerOrOffline } from "./membership.js"

/** Offers what the server never took, or never heard of, as a file. */
export async function keepNotSent(nursery) {
  const [refused, pending] = await Promise.all([nursery.refused(), nursery.pending()])
  keepAsFile("warm-hands-not-sent.json", JSON.stringify({ refused, pending }, null, 2), "application/json")
}

/** Removes the family from a phone that is not of it any more, and begins anew. */
export async function clearPhone(nursery) {
  await letTheBrowserForget(nursery)
  await nursery.forget()
  location.replace(here("/"))
}

// Some browsers leave deleted records in their files; asked by the server they delete these too.
async function letTheBrowserForget(nursery) {
  try {
    await nursery.call("POST", "/api/sign-out")
  } catch (problem) {
    if (!isAnswerOrOffline(problem)) throw problem
  }
}
