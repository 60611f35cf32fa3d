import { openNursery } from "../nursery/nursery.js"
import { show } from "./states.js"

const STORAGE = ["NurseryUnavailable", "InvalidStateError", "UnknownError", "AbortError", "TimeoutError", "QuotaExceededError", "SecurityError"]

/**
 * Opens what the phone knows, for an element.
 *
 * Returns null, and shows the element's `unavailable` part, where the phone's storage does not
 * answer: a page that waits for ever at bedtime helps nobody.
 */
export async function nurseryFor(element) {
  try {
    return await openNursery()
  } catch (problem) {
    if (problem.name !== "NurseryUnavailable") throw problem
    show(element, "unavailable")
    return null
  }
}

/** What `act` gives, or `otherwise` where the phone's storage stopped answering: the evening goes on. */
export async function remembered(act, otherwise) {
  try {
    return await act()
  } catch (problem) {
    if (!STORAGE.includes(problem.name)) throw problem
    console.warn("The phone's storage does not answer: going on from memory", problem)
    return otherwise
  }
}
