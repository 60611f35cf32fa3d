import { STILL } from "./ages.js"
import { BRIEF } from "./pace.js"

/**
 * How the steps of an own routine are spoken and played, by the rules that our routines keep (webapp/routines/checks.py).
 *
 * `steps` are complete, `strokes` as in own_routine.js, there also with `isSided`, `untilDays` and the areas of its other `pictures`.
 */

const SPOKEN_STEP = 30         // seconds, at least, that are spoken as one
const QUIET_SHARE = 0.6        // of every step, the voice is silent
const LONGEST_QUIET = 6        // seconds, at least once in every step
const WORDS_A_MINUTE = 110     // of the slowest voice
const LEAST = 0.7              // of its seconds has a step where time is short
const HANDS_REST = 20          // seconds after the yes
// A child of two or more turns over by itself, and is tucked in.
const TWO_YEARS = 730
const OLDER = { turn: "turn-child", goodnight: "tuck-in" }

/**
 * The steps with `id`, `area`, `side` ("one", "other" or ""), `joins`, `isFirst` (kept the first three times), `isBrief`, `fromDays`
 * and `untilDays`; what babies and children do differently is there for both. `isUnknown`: a stroke of another release, not played.
 */
export function laidOut(steps, strokes) {
  const known = placed(sided(steps.filter(({ stroke }) => strokes.has(stroke)), strokes))
  const briefly = briefOf(known)
  const ready = known.map((step, i) => ({ ...step, joins: joins(known, i), isBrief: briefly.includes(step) }))
  return steps.flatMap(step => strokes.has(step.stroke) ? forEveryAge(ready.shift(), strokes) : { ...step, isUnknown: true })
}

function sided(steps, strokes) {
  const sides = sidesOf(steps, strokes)
  const time = (at, { stroke }) => steps.slice(0, at + 1).filter(step => step.stroke === stroke).length
  return steps.map((step, i) => ({ ...strokes.get(step.stroke), ...step, id: `${step.stroke}-${time(i, step)}`, side: sides[i] }))
}

/** For each step "one", "other" or "": a stroke for one leg or arm that comes more than once is on the other every second time. */
export function sidesOf(steps, strokes) {
  const times = new Map()
  const isPair = slug => strokes.get(slug)?.isSided && steps.filter(({ stroke }) => stroke === slug).length > 1
  return steps.map(({ stroke }) => {
    times.set(stroke, (times.get(stroke) ?? 0) + 1)
    return !isPair(stroke) ? "" : times.get(stroke) % 2 ? "one" : "other"
  })
}

// Stories are told on the back; after the turn holds are there too, or the baby is held.
function placed(steps) {
  const turn = turnIn(steps)
  const place = ({ stroke, area, pictures }, isTurned) => stroke === "turn" || area === "story" ? "back"
    : isTurned && ["back", "held"].find(place => pictures.includes(place)) || area
  // of the strokes every second one
  const moving = [...new Set(steps.filter(isMoving).map(({ stroke }) => stroke))]
  return steps.map((step, i) => ({
    ...step, area: place(step, turn >= 0 && i > turn), isFirst: !isMoving(step) || moving.indexOf(step.stroke) % 2 === 0
  }))
}

const turnIn = steps => steps.findIndex(({ stroke }) => stroke === "turn")

// Spoken as one with the step before it, at one place, until half a minute is full; nothing shorter is left over.
function joins(steps, at) {
  const isSame = i => i > 0 && steps[i].area === steps[i - 1].area && steps[i].side === steps[i - 1].side && isMoving(steps[i]) && isMoving(steps[i - 1])
  if (!isSame(at)) return false
  let before = 0
  for (let i = at - 1; i >= 0; i--) {
    before += steps[i].seconds
    if (!joins(steps, i)) break
  }
  let left = 0
  for (let i = at; i === at || i < steps.length && isSame(i); i++) left += steps[i].seconds
  return before < SPOKEN_STEP || left < SPOKEN_STEP
}

// What three minutes hold: the beginning, the first strokes for which there is time, the end; nobody is turned over.
function briefOf(steps) {
  const seconds = some => some.reduce((sum, step) => sum + step.seconds, 0)
  if (seconds(steps) <= BRIEF) return []
  const ritual = steps.filter((step, i) => i < 2 || i === steps.length - 1)
  let room = BRIEF - HANDS_REST - LEAST * seconds(ritual.filter(({ stroke }) => stroke !== "h6"))
  const lying = turnIn(steps) < 0 ? steps : steps.slice(0, turnIn(steps))
  const strokes = new Set(lying.filter(step => isMoving(step) && step.isFirst).map(({ stroke }) => stroke))
  const kept = [...strokes].flatMap(slug => {
    const all = lying.filter(({ stroke }) => stroke === slug)
    if (LEAST * seconds(all) > room) return []
    room -= LEAST * seconds(all)
    return all
  })
  return kept.length ? [...ritual, ...kept] : []
}

function forEveryAge(step, strokes) {
  const older = strokes.get(OLDER[step.stroke])
  if (!older) return [step]
  return [
    { ...step, untilDays: TWO_YEARS },
    { ...step, ...older, seconds: step.seconds, stroke: OLDER[step.stroke], id: `${OLDER[step.stroke]}-1`, area: step.area, fromDays: TWO_YEARS, untilDays: undefined }
  ]
}

/** The sentences, written for `usual` seconds, at their times in a step of `seconds`: as many of the first ones as leave quiet. */
export function fitted(lines, { seconds, usual, title }) {
  let kept = lines.map(({ at, text }) => ({ at: Math.round(at * seconds / usual), text }))
  while (kept.length > 1 && !leavesQuiet(kept, { seconds, title })) kept = kept.slice(0, -1)
  return kept
}

/** The fewest seconds to which the step may shrink: it stays half a minute, and quiet enough. */
export function least(lines, { seconds, title }) {
  for (let shrunk = Math.max(SPOKEN_STEP, Math.ceil(LEAST * seconds)); shrunk < seconds; shrunk++) {
    const closer = lines.map(({ at, text }) => ({ at: at * shrunk / seconds, text }))
    if (leavesQuiet(closer, { seconds: shrunk, title })) return shrunk
  }
  return seconds
}

/** Whether the voice, which says `title` before the first sentence where there is one, leaves as much quiet as it has to. */
export function leavesQuiet(lines, { seconds, title }) {
  const heard = lines.map(({ at, text }, i) => ({ at, lasts: words(i || !title ? text : `${title} ${text}`) * 60 / WORDS_A_MINUTE }))
  const quiet = [heard[0]?.at ?? seconds, ...heard.map(({ at, lasts }, i) => (heard[i + 1]?.at ?? seconds) - at - lasts)]
  const spoken = heard.reduce((sum, { lasts }) => sum + lasts, 0)
  return spoken <= seconds * (1 - QUIET_SHARE) && Math.max(...quiet) >= LONGEST_QUIET && Math.min(...quiet) >= 0
}

const words = text => text.split(/\s+/).filter(Boolean).length

const isMoving = ({ kind }) => !STILL.includes(kind)
