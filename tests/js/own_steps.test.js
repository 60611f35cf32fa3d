import assert from "node:assert/strict"
import { test } from "node:test"
import { offered } from "../../static/js/models/ages.js"
import { complete } from "../../static/js/models/own_routine.js"
import { fitted, laidOut, least, leavesQuiet } from "../../static/js/models/own_steps.js"

const stroke = (area, fromDays = 0, more = {}) => ({ kind: "stroke", area, fromDays, usual: 30, pictures: [], ...more })
const pause = (more = {}) => ({ kind: "pause", area: "pauses", fromDays: 0, usual: 30, pictures: [], ...more })
const STROKES = new Map(Object.entries({
  settle: pause(), turn: pause(), "turn-child": pause({ fromDays: 730 }), cuddle: pause(), goodnight: pause({ untilDays: 730 }), "tuck-in": pause({ fromDays: 730 }),
  h6: stroke("holds", 0, { kind: "hold" }), h1: stroke("holds", 0, { kind: "hold", pictures: ["back"] }), h2: stroke("holds", 0, { kind: "hold", pictures: ["legs", "held"] }),
  h5: stroke("holds", 0, { kind: "hold", untilDays: 213 }),
  l1: stroke("legs", 42, { isSided: true }), l3: stroke("legs", 0, { isSided: true }), t1: stroke("tummy", 42), c2: stroke("chest", 91), b2: stroke("back", 42), s1: stroke("story", 213)
}))

const routine = (...chosen) => complete(chosen.map(one => {
  const [slug, seconds = 30] = one.split(":")
  return { stroke: slug, seconds: Number(seconds) }
}), STROKES)
const laid = (...chosen) => laidOut(routine(...chosen), STROKES)
const of = (steps, slug) => steps.filter(step => step.stroke === slug)
const pick = (steps, name) => steps.map(step => step[name])

test("what is done on one side is done on the other the second time, under a name of its own", () => {
  const steps = laid("l1", "l3", "l1", "l3", "t1")
  assert.deepEqual(pick(of(steps, "l1"), "side"), ["one", "other"])
  assert.deepEqual(pick(of(steps, "l3"), "side"), ["one", "other"])
  assert.deepEqual(pick(of(laid("l1"), "l1"), "side"), [""])
  assert.equal(new Set(pick(steps, "id")).size, steps.length)
})

test("short steps at one place are spoken as one, and nothing short is left over", () => {
  const steps = laid("l1:35", "l3:12", "l1:35", "l3:12", "t1:20", "t1:20", "t1:20", "t1:35", "c2:20")
  assert.deepEqual(pick(steps.slice(2, -1), "joins"), [false, true, false, true, false, true, false, true, false])
})

test("for the first three times every second stroke is kept, on both sides, and all that is still", () => {
  const steps = laid("l1", "l3", "l1", "l3", "t1", "h1")
  const kept = steps.filter(({ isFirst }) => isFirst).map(step => step.stroke)
  assert.deepEqual(kept, ["settle", "h6", "l1", "l1", "t1", "h1", "cuddle"])
})

test("three minutes hold the beginning, what there is time for, on both sides, and the end", () => {
  const brief = laid("l1:40", "l3:40", "l1:40", "l3:40", "t1:60", "c2:30", "b2:60").filter(({ isBrief }) => isBrief)
  assert.deepEqual(pick(brief, "stroke"), ["settle", "h6", "l1", "l1", "t1", "cuddle"])
  assert.ok(brief.every(step => step.stroke !== "b2"))
  assert.deepEqual(laid("t1:60").filter(({ isBrief }) => isBrief), [], "it is no longer than that anyway")
})

test("after the turn a hold is on the back, or the baby is held; stories are on the back", () => {
  const steps = laid("h1", "b2", "h1", "h2")
  assert.deepEqual(pick(of(steps, "h1"), "area"), ["holds", "back"])
  assert.equal(of(steps, "h2")[0].area, "held")
  assert.equal(of(laid("s1"), "s1")[0].area, "back")
})

test("a stroke of another release is kept in its place and not played", () => {
  const steps = laidOut(complete([{ stroke: "l1", seconds: 30 }, { stroke: "new", seconds: 30 }], STROKES), STROKES)
  assert.deepEqual(steps.map(step => Boolean(step.isUnknown)), [false, false, false, true, false])
})

// What the player would offer of an own routine, by the rules of our own ones.
function played(age, { holdsOnly = false, without = [] } = {}, ...chosen) {
  const steps = laid(...chosen).map(step => ({
    ...step, parts: [step.area], isKept: step.isFirst, asks: step.stroke === "h6", turns: step.stroke === "turn"
  }))
  return offered(steps, { age, holdsOnly, without, routine: { fromDays: 0, untilDays: Infinity }, isEarlyDays: false }).map(step => step.stroke)
}

test("what does not suit a child's age or place is left out while it is played", () => {
  const chosen = ["l3", "l1", "t1", "c2", "h5", "b2", "goodnight"]
  assert.deepEqual(played(20, {}, ...chosen), ["settle", "h6", "l3", "h5", "goodnight"])
  assert.deepEqual(played(60, {}, ...chosen), ["settle", "h6", "l3", "l1", "t1", "h5", "turn", "b2", "goodnight"])
  assert.deepEqual(played(60, { without: ["tummy"] }, ...chosen), ["settle", "h6", "l3", "l1", "h5", "turn", "b2", "goodnight"])
  assert.deepEqual(played(1_000, {}, ...chosen), ["settle", "h6", "l3", "l1", "t1", "c2", "turn-child", "b2", "tuck-in"])
})

test("of a child nobody knows there are holds, and nobody is turned over; before the due date too", () => {
  for (const known of [[null], [60, { holdsOnly: true }], [-10]]) {
    assert.deepEqual(played(...known.concat(known.length < 2 ? [{}] : []), "l3", "h2", "b2", "goodnight"), ["settle", "h6", "h2", "goodnight"])
  }
})

const LINES = [{ at: 0, text: "Hands round the top of one leg." }, { at: 8, text: "Glide to the ankle, one hand after the other." }, { at: 24, text: "Slide, as if easing off a soft sock." }]

test("sentences move with the seconds, and of a short step the last ones are left out for the quiet", () => {
  const usual = { usual: 40, title: "Downward leg glide" }
  assert.deepEqual(fitted(LINES, { ...usual, seconds: 40 }), LINES)
  assert.deepEqual(pick(fitted(LINES, { ...usual, seconds: 80 }), "at"), [0, 16, 48])
  assert.deepEqual(pick(fitted(LINES, { ...usual, seconds: 30 }), "at"), [0, 6])
  assert.deepEqual(pick(fitted(LINES, { ...usual, seconds: 20 }), "at"), [0])
  for (let seconds = 20; seconds < 300; seconds += 5) {
    assert.ok(leavesQuiet(fitted(LINES, { ...usual, seconds }), { seconds, title: usual.title }), `${seconds} seconds`)
  }
  assert.equal(fitted(LINES, { ...usual, seconds: 5 }).length, 1, "something is always said")
})

test("where time is short a step shrinks as far as its voice leaves quiet, and to half a minute at the least", () => {
  assert.equal(least(LINES.slice(0, 1), { seconds: 100, title: "" }), 70)
  assert.equal(least(LINES, { seconds: 40, title: "Downward leg glide" }), 37)
  assert.equal(least(LINES.slice(0, 1), { seconds: 25, title: "" }), 25)
})
