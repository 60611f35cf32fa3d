import { ageInDays, isKnown, limits, STILL } from "./ages.js"

/**
 * A routine that a family puts together. `steps` = `[{ stroke, seconds }]`, as its record has them.
 *
 * `strokes` is a Map from slug to `{ kind, area, usual, fromDays, … }` of the strokes that this release knows; a step of
 * another release's stroke keeps its place. The ritual's beginning and end, and the turn before the back, come by themselves.
 */

export const MOST_STEPS = 60
export const ENDINGS = ["cuddle", "goodnight", "thanks"]

const SHORTEST = 10
const LONGEST = 1_800
const BEGINNING = ["settle", "h6"]
const TURN = "turn"
const COME_BY_THEMSELVES = [...BEGINNING, TURN, "turn-child", "tuck-in", ...ENDINGS]
const FRONT = ["legs", "tummy", "chest", "arms", "face", "movements"]
const BACK = ["back", "story"]
const WAKING = ["l8", "a5"]
// Up to which day of age how many minutes are as many as most children like.
const MINUTES = [[42, 8], [91, 15], [213, 20], [1095, 10], [Infinity, 15]]

/** The steps that a parent chose, without those that come by themselves. */
export const chosen = steps => steps.filter(({ stroke }) => !comesByItself(stroke))

export const comesByItself = stroke => COME_BY_THEMSELVES.includes(stroke)

/** How the routine ends: one of ENDINGS. A child who is two or older is tucked in where a baby goes to the cot. */
export function endingOf(steps) {
  const last = steps.findLast(({ stroke }) => stroke === "tuck-in" || ENDINGS.includes(stroke))?.stroke
  return last === "tuck-in" ? "goodnight" : last ?? ENDINGS[0]
}

/** The whole routine: settling and the question, what was chosen, the back last as it takes a turn, and the end. */
export function complete(steps, strokes, ending = endingOf(steps)) {
  const seconds = slug => steps.find(({ stroke }) => stroke === slug)?.seconds ?? strokes.get(slug)?.usual ?? 30
  const step = stroke => ({ stroke, seconds: seconds(stroke) })
  return [...BEGINNING.map(step), ...backLast(chosen(steps), strokes, step(TURN)), step(ending)]
}

function backLast(steps, strokes, turn) {
  const isIn = areas => ({ stroke }) => areas.includes(strokes.get(stroke)?.area)
  if (!steps.some(isIn(["back"]))) return steps
  const first = steps.findIndex(isIn(BACK))
  const rest = steps.slice(first)
  return [...steps.slice(0, first), ...rest.filter(isIn(FRONT)), turn, ...rest.filter(step => !isIn(FRONT)(step))]
}

/** The steps with one of them `by` places further on (or back); at the ends it stays. */
export function moved(steps, at, by) {
  const to = Math.min(Math.max(at + by, 0), steps.length - 1)
  const rest = steps.filter((_, i) => i !== at)
  return [...rest.slice(0, to), steps[at], ...rest.slice(to)]
}

/** A little longer or shorter: by five seconds under a minute, then in larger steps; between ten seconds and half an hour. */
export const longer = seconds => Math.min(LONGEST, seconds + pitch(seconds))
export const shorter = seconds => Math.max(SHORTEST, seconds - pitch(seconds - 1))

const pitch = seconds => seconds < 60 ? 5 : seconds < 180 ? 15 : seconds < 600 ? 30 : 60

export const total = steps => steps.reduce((sum, { seconds }) => sum + seconds, 0)

/** The stroke that asks for the oldest child, or null where all may be had from birth. */
export function forOldest(steps, strokes) {
  const moving = steps.map(({ stroke }) => strokes.get(stroke)).filter(isMoving)
  const oldest = moving.reduce((a, b) => b.fromDays > a.fromDays ? b : a, { fromDays: 0 })
  return oldest.fromDays ? oldest : null
}

/** The parts of the body that it visits, in its order; "holds" where hands only rest. */
export function areasOf(steps, strokes) {
  const body = steps.map(({ stroke }) => strokes.get(stroke)).filter(isMoving).map(({ area }) => area).filter(area => area !== "holds")
  return body.length ? [...new Set(body)] : ["holds"]
}

/**
 * What a parent may like to know about the routine, as names: "holds" (of strokes this phone's children have holds instead),
 * "long", "order" and "wakes". None of them stops anything. `children` are their fields.
 */
export function advice(steps, strokes, { children, today }) {
  const moving = steps.map(({ stroke }) => ({ stroke, ...strokes.get(stroke) })).filter(isMoving)
  const isHeld = !children.length || children.some(child => limits(child, today).holdsOnly)
  const most = Math.min(...children.filter(child => isKnown(child, today)).map(child => minutesFor(ageInDays(child, today))))
  const ranks = moving.map(({ area }) => [...FRONT, ...BACK].indexOf(area)).filter(rank => rank >= 0)
  const found = {
    holds: moving.length && isHeld,
    long: total(steps) > most * 60,
    order: ranks.some((rank, i) => rank < ranks[i - 1]),
    wakes: endingOf(steps) === "goodnight" && moving.some(({ stroke, kind }) => kind === "movement" || WAKING.includes(stroke))
  }
  return Object.keys(found).filter(name => found[name])
}

const minutesFor = age => MINUTES.find(([until]) => age < until)[1]

const isMoving = stroke => Boolean(stroke?.kind) && !STILL.includes(stroke.kind)
