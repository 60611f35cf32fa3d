import assert from "node:assert/strict"
import { test } from "node:test"
import { BRIEF, brief, paced } from "../../static/js/models/pace.js"

const STEPS = [
  { id: "settle", seconds: 30, least: 30, isBrief: true },
  { id: "ask", seconds: 20, least: 20, isBrief: true, asks: true },
  { id: "legs", seconds: 60, least: 42, isBrief: true },
  { id: "arms", seconds: 40, least: 36, isBrief: false },
  { id: "end", seconds: 60, least: 45, isBrief: true }
]
const seconds = steps => steps.map(step => step.seconds)

test("slower takes longer, sentences and all, but the hands rest after the yes as ever", () => {
  const slow = paced(STEPS, "slower")
  assert.deepEqual(seconds(slow), [39, 20, 78, 52, 78])
  assert.deepEqual(slow.map(step => step.stretch), [1.3, 1, 1.3, 1.3, 1.3])
})

test("shorter goes as far as the voice leaves quiet, and no further", () => {
  assert.deepEqual(seconds(paced(STEPS, "shorter")), [30, 20, 42, 36, 45])
})

test("a pace that nobody chose, or that this release does not know, is the written one", () => {
  assert.deepEqual(seconds(paced(STEPS)), seconds(STEPS))
  assert.deepEqual(seconds(paced(STEPS, "hurried")), seconds(STEPS))
})

test("three minutes hold the beginning, a few strokes and the end", () => {
  assert.deepEqual(brief(STEPS).map(step => step.id), ["settle", "ask", "legs", "end"])
  assert.deepEqual(seconds(brief(STEPS)), [30, 20, 60, 60], "what fits is not hurried")
})

test("three minutes that would be more are shorter", () => {
  const long = STEPS.map(step => step.id === "legs" ? { ...step, seconds: 90, least: 63 } : step)
  const total = seconds(brief(long)).reduce((sum, one) => sum + one)
  assert.ok(total <= BRIEF, String(total))
})

test("a routine without three minutes is played whole", () => {
  const whole = STEPS.map(step => ({ ...step, isBrief: false }))
  assert.deepEqual(seconds(brief(whole)), seconds(STEPS))
})
