import { band, isExpected, limits } from "./ages.js"

const DAY = 86_400_000
const EARLY = ["preterm", "neonatal-care"]

/**
 * Which of `notes`, each a list of the groups it is for, Today shows: its place in the list, another one each day.
 * Null where no child is to be spoken of. Groups: "expecting", "early", "team" (holds until the child's team agreed),
 * "unknown", or a band of age.
 */
export function toKnow(children, { today, notes }) {
  const here = children.map(({ fields }) => fields).filter(child => !child.set_aside)
  if (children.length && !here.length) return null
  const born = here.filter(child => !isExpected(child, today))
  const groups = here.length ? (born.length ? born : here).map(child => groupOf(child, today)) : ["unknown"]
  const fitting = notes.flatMap((groupsOfNote, place) => groups.some(group => groupsOfNote.includes(group)) ? [place] : [])
  return fitting[Date.parse(today) / DAY % fitting.length] ?? null
}

function groupOf(child, today) {
  if (isExpected(child, today)) return "expecting"
  const known = band(child, today)
  if (EARLY.some(situation => child.situations?.includes(situation)) && !["toddler", "child"].includes(known)) return "early"
  return limits(child, today).isTender ? "team" : known
}
