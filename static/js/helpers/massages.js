import { dayAfter } from "../models/day.js"
import { dayOf } from "../models/journal.js"
import { clock, joined, longDay } from "./dates.js"
import { familyToday } from "./family_day.js"
import { nameOf } from "./people.js"
import { clone, fill, words, wordsOr } from "./words.js"

/** The words about massages that stand once on a page, in journal/_words.html: the `element` of what follows. */
export const massageWords = () => document.getElementById("massage-words")

/**
 * What the words about a massage need to know: `{ caregivers, routines, children, today, me, isShared }`,
 * records, the 04:00 day, this caregiver's id, and whether the family is on the server.
 */
export async function aboutMassages(nursery) {
  const [caregivers, routines, children, { today }, member] = await Promise.all([
    nursery.all("caregiver"), nursery.ever("routine"), nursery.all("child"), familyToday(nursery), nursery.state.get("member")
  ])
  return { caregivers, routines, children, today, me: nursery.ids.caregiver, isShared: Boolean(member) }
}

/** A massage as a row of the journal, made of the element's part "massage" and its words. */
export function massageRow(element, massage, about) {
  const title = titleOf(element, massage, about)
  const day = dayName(element, dayOf(massage), about.today)
  const row = fill(clone(element, "massage"), {
    title,
    facts: factsOf(element, massage, about).filter(Boolean).join(" · "),
    ...toldOf(element, massage),
    badge: massage.pending && about.isShared ? words(element, "on-this-phone") : ""
  })
  for (const empty of row.querySelectorAll("p:empty")) empty.remove()
  row.querySelector("li").dataset.record = massage.record
  row.querySelector("button").setAttribute("aria-label", words(element, "change", { title, day }))
  return row
}

/** What a parent reads of a massage and may look for: its title, states, cues and note. */
export function saidOf(element, massage, about) {
  return [titleOf(element, massage, about), ...Object.values(toldOf(element, massage))].join(" ")
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

/** The name of what was done. */
export function titleOf(element, { fields }, about) {
  return fields.outcome === "not-today" ? words(element, "not-today-title") : routineTitle(element, fields.routine, about)
}

/** The title of a routine, the family's own or ours, from its record id or slug. */
export function routineTitle(element, routine, { routines }) {
  const own = routines.find(({ record }) => record === routine)
  return own?.fields.title || wordsOr(element, `routine-${routine}`, "own-routine")
}

/** What to call a child on this page. */
export const childName = (element, { fields }) => fields.name || words(element, "your-child")

/** The names of cues, as the language joins them. */
export const cueNames = (element, cues = []) => joined(cues.map(cue => wordsOr(element, `cue-${cue}`, "cue")))

function factsOf(element, { fields }, about) {
  return [
    wordsOr(element, `outcome-${fields.outcome}`, "time-together"),
    childrenOf(element, fields, about),
    nameOf(element, fields.caregiver, about),
    fields.seconds >= 60 && words(element, "minutes", { n: Math.round(fields.seconds / 60) }),
    // added afterwards, the day is known and the hour is not
    fields.seconds !== undefined && fields.when?.at && clock(fields.when.at)
  ]
}

// Where there is one child it needs no naming.
function childrenOf(element, fields, { children }) {
  if (children.length < 2) return ""
  return joined(children.filter(({ record }) => fields.children?.includes(record)).map(child => childName(element, child)))
}

function toldOf(element, { fields }) {
  return { states: statesOf(element, fields), cues: cuesOf(element, fields), note: fields.note }
}

function statesOf(element, { state_before: before, state_after: after }) {
  const name = state => wordsOr(element, `state-${state}`, "state")
  if (before && after) return words(element, "states", { before: name(before), after: name(after) })
  if (before) return words(element, "state-before", { state: name(before) })
  return after ? words(element, "state-after", { state: name(after) }) : ""
}

function cuesOf(element, { cues }) {
  if (!cues?.length) return ""
  return words(element, "cues", { list: cueNames(element, cues) })
}
