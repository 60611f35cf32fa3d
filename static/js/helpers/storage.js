import { openNursery } from "../nursery/nursery.js"
import { show } from "./states.js"

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
