import { dayAfter } from "../models/calendar.js"
import { dayOf } from "../models/journal.js"
import { clock, joined, longDay } from "./dates.js"
import { nameOf } from "./people.js"
import { clone, fill, words } from "./words.js"
import { wordsOr } from "./wording.js"

/**
 * A massage as a row of the journal, made of the element's part "massage" and its words.
 *
 * `about` is `{ caregivers, routines, today, me }`: records, the 04:00 day, this caregiver's id.
 */
export function massageRow(element, massage, about) {
  const title = titleOf(element, massage, about)
  const day = dayName(element, dayOf(massage), about.today)
  const row = fill(clone(element, "massage"), {
    title,
    facts: [...factsOf(element, massage, about), timeOf(massage, day)].filter(Boolean).join(" · "),
    states: statesOf(element, massage.fields),
    cues: cuesOf(element, massage.fields),
    note: massage.fields.note,
    badge: massage.pending ? words(element, "on-this-phone") : ""
  })
  row.querySelector("li").dataset.record = massage.record
  row.querySelector("button").setAttribute("aria-label", words(element, "change", { title, day }))
  return row
}

/** A massage as a row of a table: day, time, routine, how, minutes, who, before, after, seen, helped, oil, note. */
export function massageCells(element, massage, about) {
  const { fields } = massage
  const state = name => name ? wordsOr(element, `state-${name}`, "state") : ""
  return [
    dayOf(massage), fields.seconds === undefined || !fields.when?.at ? "" : clock(fields.when.at),
    titleOf(element, massage, about), wordsOr(element, `outcome-${fields.outcome}`, "time-together"),
    fields.seconds === undefined ? "" : Math.round(fields.seconds / 60), nameOf(element, fields.caregiver, about),
    state(fields.state_before), state(fields.state_after),
    (fields.cues ?? []).map(cue => wordsOr(element, `cue-${cue}`, "cue")).join("; "),
    (fields.helped ?? []).join("; "), fields.oil, fields.note
  ]
}

/** "Today", "Yesterday" or the day's own name. */
export function dayName(element, date, today) {
  if (!date || date === today) return words(element, "today")
  return date === dayAfter(today, -1) ? words(element, "yesterday") : longDay(date, today)
}

/** The name of what was done: a routine's, the family's own or ours. */
export function titleOf(element, { fields }, { routines }) {
  if (fields.outcome === "not-today") return words(element, "not-today-title")
  const own = routines.find(({ record }) => record === fields.routine)
  return own?.fields.title || wordsOr(element, `routine-${fields.routine}`, "own-routine")
}

function factsOf(element, { fields }, about) {
  return [
    wordsOr(element, `outcome-${fields.outcome}`, "time-together"),
    nameOf(element, fields.caregiver, about),
    fields.seconds >= 60 && words(element, "minutes", { n: Math.round(fields.seconds / 60) })
  ]
}

// Added afterwards, the day is known and the hour is not. What waits stands apart from its day.
function timeOf({ pending, fields }, day) {
  const time = fields.seconds === undefined || !fields.when?.at ? "" : clock(fields.when.at)
  return pending ? `${day} ${time}`.trim() : time
}

function statesOf(element, { state_before: before, state_after: after }) {
  const name = state => wordsOr(element, `state-${state}`, "state")
  if (before && after) return words(element, "states", { before: name(before), after: name(after) })
  if (before) return words(element, "state-before", { state: name(before) })
  return after ? words(element, "state-after", { state: name(after) }) : ""
}

function cuesOf(element, { cues }) {
  if (!cues?.length) return ""
  return words(element, "cues", { list: joined(cues.map(cue => wordsOr(element, `cue-${cue}`, "cue"))) })
}
