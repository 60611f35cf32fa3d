/**
 * How old a child is, and what a massage may hold for it. Nothing known means resting hands only.
 *
 * `child` is the fields of a child record (or null), `today` a local date "2026-11-21".
 */

const DAY = 86_400_000
const TWO_YEARS = 730
const EARLY = ["preterm", "neonatal-care"]
const LATE = 14
const BANDS = [["newborn", 42], ["young", 91], ["baby", 213], ["crawler", 365], ["toddler", 1095], ["child", Infinity]]

/** Kinds of step in which no hand moves. */
export const STILL = ["hold", "pause"]
/** From six weeks on a little oil may be used, if it is wanted. */
export const OIL_FROM = 42
/** From two years on the child answers for itself. */
export const TALKS_FROM = TWO_YEARS

/**
 * Days since birth; for a child born early since the due date, until two years.
 *
 * Null where it cannot be known: no birth date, or born early without a due date. Negative before the due date.
 */
export function ageInDays(child, today = localToday()) {
  const fromBirth = daysBetween(child?.birth_date, today)
  if (fromBirth === null || fromBirth < 0) return null
  if (!child.situations?.includes("preterm") || fromBirth >= TWO_YEARS) return fromBirth
  return daysBetween(child.due_date, today)
}

/** "newborn" | "young" | "baby" | "crawler" | "toddler" | "child" | "unknown". */
export function band(child, today = localToday()) {
  const age = ageInDays(child, today)
  return age === null ? "unknown" : BANDS.find(([, until]) => age < until)[0]
}

/** The child is still to come: no day of birth that has been, and a due date until two weeks after it. */
export function isExpected(child, today = localToday()) {
  if (child?.birth_date && child.birth_date <= today) return false
  const late = daysBetween(child?.due_date ?? child?.birth_date, today)
  return late !== null && late <= LATE
}

/** The first-use questions were answered well enough to go by. */
export const isKnown = (child, today = localToday()) => Boolean(child?.asked) && ageInDays(child, today) !== null

/**
 * What this child may have: `{ holdsOnly, isTender, without: [area] }`.
 *
 * A listed condition means holds until the parent says that the child's team agreed; a child born
 * early or once in neonatal care has no tummy strokes unless the team agreed to those by name.
 */
export function limits(child, today = localToday()) {
  const situations = child?.situations ?? []
  const isCleared = what => Boolean(child?.cleared?.some(clearing => clearing.what === what))
  const isEarly = situations.some(situation => EARLY.includes(situation))
  const isTender = !situations.every(isCleared)
  return {
    holdsOnly: !isKnown(child, today) || isTender,
    isTender,
    without: isEarly && !isCleared("tummy") ? ["tummy"] : []
  }
}

/** The routine was made for younger children than one of `age` days; `untilDays` itself is too old. */
export const isOutgrown = (age, { untilDays = Infinity }) => age !== null && age >= untilDays

/**
 * Whether something for `{ fromDays, untilDays, isOnTummy }` is for one of `children` (their fields).
 *
 * Where a child is not known well enough to go by, or there is none, everything is.
 */
export function suitsOne(children, { fromDays, untilDays, isOnTummy }, today = localToday()) {
  if (!children.every(child => isKnown(child, today))) return true
  return !children.length || children.some(child => {
    // before the due date a child is as one newly born
    const age = Math.max(0, ageInDays(child, today))
    return age >= fromDays && !isOutgrown(age, { untilDays }) && !(isOnTummy && limits(child, today).without.includes("tummy"))
  })
}

/**
 * The steps of a routine that may be offered, in their order.
 *
 * `steps` = `[{ kind, area, parts, fromDays?, untilDays?, isKept, asks }]` where `parts` of the body are touched, `routine` = `{ fromDays, untilDays }`; `holdsOnly` and
 * `without` come from `limits` and the check; `isEarlyDays`: one of the first three massages.
 */
export function offered(steps, { holdsOnly, without, age, routine, isEarlyDays }) {
  const isUnsuited = age === null || age < (routine.fromDays ?? 0) || isOutgrown(age, routine)
  return withoutTurning(steps.filter(step => {
    if (step.asks) return true
    if (STILL.includes(step.kind)) return isOfAge(step, age) && (!isEarlyDays || step.isKept)
    if (holdsOnly || isUnsuited || !isOfAge(step, age)) return false
    return !step.parts.some(part => without.includes(part)) && (!isEarlyDays || step.isKept)
  }))
}

// Where the age is not known, what is done with older children only is not done.
const isOfAge = ({ fromDays = 0, untilDays }, age) => Math.max(0, age) >= fromDays && !isOutgrown(age, { untilDays })

// Nobody is turned over for a stroke that is not offered.
function withoutTurning(steps) {
  const isFor = step => step.area === "back" && !STILL.includes(step.kind)
  if (!steps.some(step => step.turns) || steps.some(isFor)) return steps
  return steps.filter(step => step.area !== "back")
}

function daysBetween(from, to) {
  const days = Math.floor((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY)
  return Number.isNaN(days) ? null : days
}

function localToday() {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
