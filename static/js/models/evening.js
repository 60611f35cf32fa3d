import { ageInDays, limits } from "./ages.js"

const WEEK = 7
const MONTH = 30.4375
const YEAR = 365.25

/**
 * Which card Today shows, and the line above it: { part, line, count }.
 *
 * `children` are the family's child records, `today` a local date, `routines` the evening ones as
 * { part, from, until } in days of age. What is not known, not asked or not cleared gets the first
 * routine, which the player holds to resting hands.
 */
export function evening(children, { today, routines }) {
  const present = children.map(({ fields }) => fields).filter(child => !child.set_aside)
  if (children.length && !present.length) return { part: "set-aside" }

  const ages = present.map(child => ageInDays(child, today)).filter(age => age !== null)
  if (!ages.length) return { part: "first" }

  // For twins and siblings: what suits the youngest does no harm to the others.
  const age = Math.min(...ages)
  const isHeld = present.some(child => limits(child, today).holdsOnly)
  const fitting = isHeld ? null : routines.find(({ from, until }) => from <= age && age < until)
  const part = fitting?.part ?? "first"
  return present.length > 1 ? { part, line: "for-several" } : { part, ...spoken(age) }
}

/** An age in the words that parents use: weeks up to three months, months up to two years. */
export function spoken(days) {
  if (days < WEEK) return { line: "for-days" }
  if (days < 12 * WEEK) return { line: "for-weeks", count: Math.floor(days / WEEK) }
  if (days < 2 * YEAR) return { line: "for-months", count: Math.floor(days / MONTH) }
  return { line: "for-years", count: Math.floor(days / YEAR) }
}
