import assert from "node:assert/strict"
import { test } from "node:test"
import { advice, areasOf, complete, endingOf, forOldest, longer, moved, shorter, total } from "../../static/js/models/own_routine.js"

const TODAY = "2026-11-28"
const BABY = { asked: true, birth_date: "2026-06-28", situations: [] }
const NEWBORN = { asked: true, birth_date: "2026-11-18", situations: [] }

const stroke = (area, fromDays = 0, more = {}) => ({ kind: "stroke", area, fromDays, usual: 30, pictures: [], ...more })
const pause = usual => ({ kind: "pause", area: "pauses", fromDays: 0, usual, pictures: [] })
const STROKES = new Map(Object.entries({
  settle: pause(30), turn: pause(30), cuddle: pause(30), goodnight: pause(60), thanks: pause(30),
  h6: stroke("holds", 0, { kind: "hold", usual: 40 }), h1: stroke("holds", 0, { kind: "hold" }),
  l1: stroke("legs", 42, { isSided: true, fromAge: "6 weeks" }), l8: stroke("legs", 42), t1: stroke("tummy", 42), f7: stroke("face", 122, { fromAge: "4 months" }),
  b2: stroke("back", 42), s1: stroke("story", 213)
}))

const steps = (...slugs) => slugs.map(slug => ({ stroke: slug, seconds: 30 }))
const slugs = routine => routine.map(step => step.stroke)
const whole = (...chosen) => slugs(complete(steps(...chosen), STROKES))

test("the ritual's beginning and end are always there, once, whatever a record says", () => {
  assert.deepEqual(whole(), ["settle", "h6", "cuddle"])
  assert.deepEqual(whole("l1"), ["settle", "h6", "l1", "cuddle"])
  assert.deepEqual(whole("l1", "h6", "goodnight", "t1", "settle"), ["settle", "h6", "l1", "t1", "goodnight"])
  const once = complete(steps("b2", "l1", "tuck-in"), STROKES)
  assert.deepEqual(complete(once, STROKES), once)
})

test("a copy of ours keeps its seconds", () => {
  const ours = [{ stroke: "settle", seconds: 20 }, { stroke: "h6", seconds: 35 }, { stroke: "l1", seconds: 45 }, { stroke: "goodnight", seconds: 70 }]
  assert.deepEqual(complete(ours, STROKES), ours)
  assert.equal(total(ours), 170)
})

test("the back comes last, after one turn; stories alone need none", () => {
  assert.deepEqual(whole("b2", "l1", "h1", "turn", "t1"), ["settle", "h6", "l1", "t1", "turn", "b2", "h1", "cuddle"])
  assert.deepEqual(whole("s1", "b2"), ["settle", "h6", "turn", "s1", "b2", "cuddle"])
  assert.deepEqual(whole("turn", "s1", "l1"), ["settle", "h6", "s1", "l1", "cuddle"])
})

test("a stroke that this phone does not know keeps its place and all that is said of it", () => {
  const foreign = { stroke: "from-tomorrow", seconds: 50, firm: "no" }
  assert.deepEqual(complete([...steps("l1"), foreign, ...steps("t1")], STROKES)[3], foreign)
})

test("the end is a cuddle, a thank you or bed, for a child of any age", () => {
  assert.equal(endingOf(steps("l1")), "cuddle")
  assert.equal(endingOf(steps("l1", "tuck-in")), "goodnight")
  assert.deepEqual(slugs(complete(steps("l1", "cuddle"), STROKES, "thanks")).at(-1), "thanks")
})

test("a step moves on or back, and stays at the ends", () => {
  const list = steps("l1", "t1", "f7")
  assert.deepEqual(slugs(moved(list, 0, 1)), ["t1", "l1", "f7"])
  assert.deepEqual(slugs(moved(list, 2, -1)), ["l1", "f7", "t1"])
  assert.deepEqual(moved(list, 0, -1), list)
  assert.deepEqual(moved(list, 2, 1), list)
})

test("seconds change in steps that fit them, and there and back again is where one was", () => {
  assert.deepEqual([longer(30), longer(60), longer(180), longer(600)], [35, 75, 210, 660])
  assert.deepEqual([shorter(60), shorter(75), shorter(10)], [55, 60, 10])
  assert.equal(longer(1_800), 1_800)
  for (let seconds = 10; seconds < 1_800; seconds = longer(seconds)) assert.equal(shorter(longer(seconds)), seconds)
})

test("what a routine is about, and from which age it is whole", () => {
  const routine = complete(steps("l1", "f7", "h1"), STROKES)
  assert.equal(forOldest(routine, STROKES).fromAge, "4 months")
  assert.deepEqual(areasOf(routine, STROKES), ["legs", "face"])
  assert.equal(forOldest(complete(steps("h1"), STROKES), STROKES), null)
  assert.deepEqual(areasOf(complete(steps("h1"), STROKES), STROKES), ["holds"])
})

test("advice: holds only, too long, another order, waking before bed; and none where all is well", () => {
  const about = (chosen, ...children) => advice(complete(chosen, STROKES), STROKES, { children, today: TODAY })
  assert.deepEqual(about(steps("l1", "t1"), BABY), [])
  assert.deepEqual(about(steps("l1")), ["holds"])
  assert.deepEqual(about(steps("l1"), { ...BABY, situations: ["heart"] }), ["holds"])
  assert.deepEqual(about(steps("h1")), [])
  assert.deepEqual(about([{ stroke: "h1", seconds: 600 }], NEWBORN), ["long"])
  assert.deepEqual(about([{ stroke: "h1", seconds: 600 }], BABY, NEWBORN), ["long"])
  assert.deepEqual(about([{ stroke: "h1", seconds: 600 }], BABY), [])
  assert.deepEqual(about(steps("t1", "l1"), BABY), ["order"])
  assert.deepEqual(about(steps("l8", "goodnight"), BABY), ["wakes"])
})
