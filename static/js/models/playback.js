import { STILL } from "./ages.js"

/**
 * The course of one massage as plain data. Every function takes a state and a time and gives the
 * next state; none of them looks at a clock, and every state can be saved as JSON.
 *
 * Times are milliseconds since 1970. A state is `{ phase, index, spent, since, played, seenAt, … }`
 * where `since` is when the step's clock last began to run, or null while it stands still, and
 * `spent` is what the step had before. Time away is in neither.
 */

export const SHORT_AWAY = 30_000
export const LONG_AWAY = 30 * 60_000
const BACK_TO_BEGINNING = 5_000

/**
 * `given` = `{ massage, path, child, steps: [{ id, seconds, kind, asks }], isPractice }`, kept as it is. Practice on a
 * cushion has the clock and the way of a massage, but is none: it is never kept and never taken up again.
 */
export function start(given, now) {
  return {
    ...given, phase: "check", index: 0, spent: 0, since: null, played: 0, seenAt: now, startedAt: null,
    isAgreed: !given.steps.some(step => step.asks), hasRested: false, outcome: null, isBack: false, isSilent: false
  }
}

/** What `event` makes of `state`; an event that has no meaning in a phase changes nothing. */
export function turn(state, event, now) {
  const change = TURNS[state.phase][event]
  if (!change) return state
  if (event === "tick") return change(state, now)
  return { ...change({ ...state, isSilent: false, isBack: false }, now), seenAt: now }
}

/** The page was hidden, frozen or gone between `from` and `to`: none of that time counts. */
export function away(state, from, to) {
  const gone = Math.max(0, to - from)
  const stopped = { ...settle(state, from), seenAt: to }
  if (gone > LONG_AWAY) return late(stopped)
  if (gone > SHORT_AWAY && UNDER_WAY.includes(state.phase)) return { ...stopped, phase: "resting", isBack: true, isSilent: true }
  return state.since === null ? stopped : { ...stopped, since: to }
}

/** The player was closed by force, and the parent is here again: it never speaks unasked. */
export function reopen(state, now) {
  return { ...away(state, state.seenAt, now), isSilent: true }
}

/** Milliseconds of the present step, at `now`. */
export function elapsed(state, now) {
  return state.since === null ? state.spent : state.spent + Math.max(0, now - state.since)
}

/** Milliseconds until the present step ends, at `now`; infinite while its clock stands still. */
export function remaining(state, now) {
  return state.phase === "step" && state.since !== null ? state.steps[state.index].seconds * 1000 - elapsed(state, now) : Infinity
}

/** Milliseconds of the whole massage, at `now`. */
export function played(state, now) {
  return settle(state, now).played
}

/** A massage that began and has not ended: worth coming back to. */
export const isUnderWay = state => Boolean(state) && !state.isPractice && [...UNDER_WAY, "asking", "enough", "keep"].includes(state.phase)

/** Whether hands were, or may have been, on the child: such a massage is kept. */
export const isWorthKeeping = state => !state.isPractice && ["enough", "closing"].includes(state.phase)

const UNDER_WAY = ["step", "resting", "paused"]

// One step a tick: a step that nobody heard is not a step.
function pass(state, now) {
  const gap = now - state.seenAt
  if (gap > SHORT_AWAY) return away(state, state.seenAt, now)
  if (gap < 0) return { ...settle(state, state.seenAt), since: now, seenAt: now }
  const seen = { ...state, seenAt: now }
  return elapsed(state, now) < state.steps[state.index].seconds * 1000 ? seen : enter(seen, state.index + 1, now)
}

function enter(state, index, now) {
  const settled = settle(state, now)
  const step = state.steps[index]
  if (!step) return index < 0 ? enter(state, 0, now) : close(settled, ended(state))
  const entered = { ...settled, index, spent: 0, startedAt: state.startedAt ?? now }
  return step.asks && !state.isAgreed ? { ...entered, phase: "asking" } : { ...entered, phase: "step", since: now }
}

const onward = (state, now) => state.steps[state.index].asks && !state.isAgreed
  ? resume(state, now)
  : enter(state, state.index + 1, now)

function backward(state, now) {
  const isWellUnderWay = elapsed(state, now) > BACK_TO_BEGINNING
  return enter(state, isWellUnderWay ? state.index : state.index - 1, now)
}

// The yes is followed by resting hands: the asking step itself, played. It never asks again.
const agree = (state, now) => enter({ ...state, isAgreed: true }, state.index, now)

// Resting hands, and the question once more; after that it ends kindly.
const restOrEnd = (state, now) => state.hasRested ? close(state, "resting-hands") : rest({ ...state, hasRested: true }, now)
const declined = state => close(state, state.hasRested ? "resting-hands" : "not-today")

const rest = (state, now) => ({ ...settle(state, now), phase: "resting" })
const pause = (state, now) => ({ ...settle(state, now), phase: "paused" })
const enough = (state, now) => state.isPractice
  ? end(state, now)
  : { ...settle(state, now), phase: "enough", outcome: stopped(state) }

function resume(state, now) {
  const asksAgain = state.steps[state.index].asks && !state.isAgreed
  return asksAgain ? { ...state, phase: "asking" } : { ...state, phase: "step", since: now }
}

const end = (state, now) => close(settle(state, now), stopped(state))
const close = (state, outcome) => ({ ...state, phase: "closing", since: null, outcome: state.isPractice ? "practised" : outcome })
const leave = state => ({ ...state, phase: "done", since: null })
const letGo = state => ({ ...leave(state), isLetGo: true })
const leaveOrEnd = (state, now) => state.hasRested ? end(state, now) : leave(state)

// Later than half an hour nobody is massaging any more.
function late(state) {
  const hasBegun = UNDER_WAY.includes(state.phase) && state.isAgreed || state.phase === "asking" && state.hasRested
  if (state.phase === "keep") return state
  if (state.isPractice) return leave(state)
  return hasBegun ? { ...state, phase: "keep", since: null, outcome: stopped(state) } : leave(state)
}

const ended = state => state.steps.every(step => step.asks || STILL.includes(step.kind)) ? "resting-hands" : "given"

function stopped(state) {
  if (state.isAgreed) return "stopped"
  return state.hasRested ? "resting-hands" : "not-today"
}

function settle(state, now) {
  const ran = state.since === null ? 0 : Math.max(0, now - state.since)
  return { ...state, spent: state.spent + ran, played: state.played + ran, since: null }
}

// Last, because it names the functions above.
const TURNS = {
  check: { begin: (state, now) => enter(state, 0, now), close: leave },
  asking: { yes: agree, rest: restOrEnd, "not-now": declined, close: leaveOrEnd },
  step: {
    "go-on": state => state, rest, touch: rest, pause, enough, next: onward, previous: backward,
    close: end, tick: pass
  },
  resting: { "go-on": resume, enough, next: onward, previous: backward, close: end },
  paused: { "go-on": resume, pause: resume, rest, enough, next: onward, previous: backward, close: end },
  enough: { "go-on": resume, touch: end, close: end },
  keep: { yes: end, "not-now": letGo, close: leave },
  closing: { touch: state => state.isPractice ? leave(state) : { ...state, phase: "log" }, close: leave },
  log: { close: leave },
  done: {}
}
