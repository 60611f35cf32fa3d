import { STILL } from "./ages.js"

/**
 * What the answers of the check before a massage mean.
 *
 * Hard answers change what is offered, soft ones advise and let go on. Answers are slugs.
 */

const ADULT = ["doze", "angry", "drink"]
const HOLDS = ["vaccine", "new"]
// Not an answer but known: the child is older than the routine is for.
const OUTGROWN = "outgrown"
const SOFT = ["fed", "hungry", "drowsy", "cold", "surface"]

/**
 * `answers` are the pressed ones, `areas` where the skin is sore.
 *
 * Gives `{ screen, holdsOnly, isTender, without, advice, pauses }`: `screen` is "cot" (an adult who may not hold
 * now: never a hold), "flags" (ill: the emergency signs first), "asleep", "advice" or "go";
 * `isTender`: some place is sore or not to be moved, and resting hands keep away from it;
 * `pauses` says why invitations rest a while: "unwell", "vaccine" or null.
 */
export function verdict(answers, areas = []) {
  const has = answer => answers.includes(answer)
  const isSoreSomewhere = has("sore") && areas.length === 0
  const advice = [OUTGROWN, ...HOLDS, "sore", ...SOFT].filter(has)
  return {
    screen: screenFor(has, advice),
    holdsOnly: has("ill") || has(OUTGROWN) || HOLDS.some(has) || isSoreSomewhere,
    isTender: [...HOLDS, "sore"].some(has),
    without: has("sore") ? areas : [],
    advice,
    pauses: has("ill") ? "unwell" : has("vaccine") ? "vaccine" : null
  }
}

/** The first screen of the check: the more that is known and practised, the less is asked. */
export function opening({ needs, isKnown, children, massages, isSetAside }) {
  if (needs === "none") return "go"
  if (needs === "staff") return "staff"
  if (needs === "red-flags") return "line"
  // Nothing is asked about a child that the family has set aside: there are holds.
  if (isSetAside) return "go"
  if (children > 1 && isKnown === null) return "who"
  if (!isKnown) return "questions"
  return massages < 3 ? "ready" : "quick"
}

/** The emergency signs come before a routine with strokes on the tummy: it may be tense for a reason. */
export const looksFirst = (screen, steps) => ["ready", "quick"].includes(screen)
  && steps.some(({ area, kind }) => area === "tummy" && !STILL.includes(kind))

/**
 * Until when invitations rest: a date, or "asked" (until the parent says), or null to leave it.
 * `until` is what is set already; a longer rest is never made shorter.
 */
export function restUntil(pauses, today, until = null) {
  if (!pauses || until === "asked") return null
  if (pauses === "unwell") return "asked"
  const inTwoDays = new Date(Date.parse(`${today}T00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10)
  return until && until >= inTwoDays ? null : inTwoDays
}

function screenFor(has, advice) {
  if (ADULT.some(has)) return "cot"
  if (has("ill")) return "flags"
  if (has("asleep")) return "asleep"
  return advice.length ? "advice" : "go"
}
