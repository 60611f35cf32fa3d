import { dayAfter, hourOf } from "./day.js"
import { dayOf } from "./journal.js"

/** Nothing is said from fewer. */
export const LEAST = 5
const WEEKS = 12
const LATELY = 28
// By the hour at which each begins; the last goes on until the first, with the day that starts at 04:00.
const PARTS = [["morning", 4], ["afternoon", 12], ["evening", 17], ["night", 21]]
// Signs of being with it. The others are talking too, and nothing to count.
const CUES = ["eye-contact", "smiling", "babbling", "smooth-movements", "reaching"]
const CALM = ["deep-sleep", "light-sleep", "drowsy", "quiet-alert"]
const STATES = [...CALM, "active-alert"]

/** The Monday from which pictures count: of the week eleven weeks before that of `today`. */
export const firstDay = today => dayAfter(mondayOf(today), -7 * (WEEKS - 1))

/**
 * What there is to draw of massages since `firstDay(today)`: only counts of what was, of five or more.
 *
 * Returns `{ parts, cues, states, weeks }`, lists of `{ name, count }`, empty where there is too little.
 * A cue has `isMore` when it was seen more often than in the four weeks before. `calm` counts the calm
 * states together, 0 for too few. Weeks are named by their Monday and add up, so that none looks empty.
 */
export function pictures(massages, today) {
  return {
    parts: counts(massages.map(partOf), PARTS.map(([name]) => name)),
    cues: cuesLately(massages, today),
    states: counts(massages.map(({ fields }) => fields.state_after), STATES),
    calm: enough(massages.filter(({ fields }) => CALM.includes(fields.state_after)).length),
    weeks: adding(massages, today)
  }
}

// Added afterwards, only the day is known.
function partOf({ fields: { when, seconds } }) {
  if (seconds === undefined || !when?.at) return null
  const hour = hourOf(Date.parse(when.at), when.zone)
  return PARTS.filter(([, begins]) => hour >= begins).at(-1)?.[0] ?? "night"
}

function cuesLately(massages, today) {
  const seen = (from, until) => massages.filter(massage => dayOf(massage) >= from && dayOf(massage) <= until)
    .flatMap(({ fields }) => [...new Set(fields.cues)])
  const [lately, before] = [dayAfter(today, 1 - LATELY), dayAfter(today, 1 - 2 * LATELY)]
  const earlier = tally(seen(before, dayAfter(lately, -1)))
  return counts(seen(lately, today), CUES)
    .map(cue => ({ ...cue, isMore: cue.count > (earlier.get(cue.name) ?? 0) }))
    .sort((a, b) => b.count - a.count)
}

function adding(massages, today) {
  const mondays = Array.from({ length: WEEKS }, (_, n) => dayAfter(firstDay(today), 7 * n))
  const dates = massages.map(dayOf)
  return mondays.map(monday => ({ name: monday, count: dates.filter(date => date && date < dayAfter(monday, 7)).length }))
    .filter(({ count }) => count >= LEAST)
}

function counts(values, names) {
  const found = tally(values)
  return names.map(name => ({ name, count: found.get(name) ?? 0 })).filter(({ count }) => count >= LEAST)
}

function tally(values) {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const enough = count => count >= LEAST ? count : 0

function mondayOf(date) {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7
  return dayAfter(date, 1 - weekday)
}
