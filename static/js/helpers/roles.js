import { openNursery } from "../nursery/nursery.js"
import { remembered } from "./storage.js"

// Always there for a helper, whatever was chosen: it asks nothing and cannot be too much.
const ALWAYS = "just-hold"

/** Shows the whole page which role this phone's caregiver has, for the marks `for-parents` and `for-helpers`. */
export async function showRole() {
  const nursery = await remembered(openNursery)
  const note = async () => { document.documentElement.dataset.role = (await nursery.state.get("me"))?.role ?? "" }
  nursery?.addEventListener("change", note)
  if (nursery) await remembered(note)
}

/** Whether whoever holds this phone helps a family without being of it; known once the page has started. */
export const isHelper = () => document.documentElement.dataset.role === "helper"

/** The routines that a helper sees, as a set of slugs and record ids; null where nothing is kept from this phone. */
export async function chosenRoutines(nursery) {
  const me = await nursery?.state.get("me")
  if (me?.role !== "helper") return null
  const { routines } = (await nursery.get(me.caregiver))?.fields ?? {}
  return new Set([ALWAYS, ...routines ?? []])
}

/** Whether a routine is shown, `chosen` being what chosenRoutines gave. */
export const isChosen = (chosen, routine) => chosen?.has(routine) ?? true
