const WEEK = 7
const MONTH = 30.4375
const YEAR = 365.25

/**
 * Which card Today shows, and the line above it: { part, line, count }.
 *
 * `children` are the family's child records, `ageInDays(fields, today)` the corrected age or null,
 * `routines` the evening ones as { part, from, until } in days. What is not known, not asked or
 * not cleared gets the first routine, which the player holds to resting hands.
 */
export function evening(children, { today, ageInDays, routines }) {
  const present = children.filter(({ fields }) => !fields.set_aside)
  if (children.length && !present.length) return { part: "set-aside" }

  const ages = present.map(({ fields }) => ageInDays(fields, today)).filter(age => age !== null)
  if (!ages.length) return { part: "first" }

  // For twins and siblings: what suits the youngest does no harm to the others.
  const age = Math.min(...ages)
  const isKnown = present.every(({ fields }) => fields.asked && isCleared(fields))
  const routine = isKnown && routines.find(({ from, until }) => from <= age && age < until)
  const part = routine ? routine.part : "first"
  return present.length > 1 ? { part, line: "for-several" } : { part, ...spoken(age) }
}

/** An age in the words that parents use: weeks up to three months, months up to two years. */
export function spoken(days) {
  if (days < WEEK) return { line: "for-days" }
  if (days < 12 * WEEK) return { line: "for-weeks", count: Math.floor(days / WEEK) }
  if (days < 2 * YEAR) return { line: "for-months", count: Math.floor(days / MONTH) }
  return { line: "for-years", count: Math.floor(days / YEAR) }
}

function isCleared({ situations = [], cleared = [] }) {
  const agreed = new Set(cleared.map(({ what }) => what))
  return situations.every(situation => agreed.has(situation))
}
