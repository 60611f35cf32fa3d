import { dayOf } from "./journal.js"

const CLOSE = 90 * 60_000
const LISTS = ["children", "cues", "helped"]

/**
 * Two massages that may be one, written down by two people: `[first, second]` of the newest such evening, or null.
 *
 * They are of one day, begin within an hour and a half of each other, and nobody has said yet that they are two.
 */
export function perhapsOne(massages) {
  const together = massages.filter(({ fields }) => fields.outcome !== "not-today" && fields.when?.at)
    .sort((a, b) => b.fields.when.at.localeCompare(a.fields.when.at))
  for (const [index, second] of together.entries()) {
    const first = together.slice(index + 1).find(other => mayBeOne(other, second))
    if (first) return [first, second]
  }
  return null
}

/** What the first of two has to take over so that it says what both said: only the fields that change. */
export function takenOver(first, second) {
  const merged = { ...second.fields, ...first.fields }
  delete merged.apart
  for (const name of LISTS) {
    const all = [...new Set([...first.fields[name] ?? [], ...second.fields[name] ?? []])]
    if (all.length) merged[name] = all
  }
  const notes = [...new Set([first.fields.note, second.fields.note].filter(Boolean))]
  if (notes.length) merged.note = notes.join("\n\n")
  return Object.fromEntries(Object.entries(merged)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(first.fields[name])))
}

function mayBeOne(first, second) {
  const [mine, theirs] = [first.fields, second.fields]
  const apart = Math.abs(Date.parse(mine.when.at) - Date.parse(theirs.when.at))
  return dayOf(first) === dayOf(second) && apart <= CLOSE
    && Boolean(mine.caregiver && theirs.caregiver) && mine.caregiver !== theirs.caregiver
    && maySameChildren(mine.children, theirs.children)
    && !mine.apart?.includes(second.record) && !theirs.apart?.includes(first.record)
}

const maySameChildren = (mine, theirs) => !mine?.length || !theirs?.length || mine.some(child => theirs.includes(child))
