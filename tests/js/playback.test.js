import assert from "node:assert/strict"
import { test } from "node:test"
import { away, elapsed, isUnderWay, isWorthKeeping, played, remaining, reopen, start, turn } from "../../static/js/models/playback.js"

const MINUTE = 60_000
const T = Date.UTC(2026, 10, 21, 18, 30)

const STEPS = [
  { id: "step-1", seconds: 20, kind: "pause" },
  { id: "step-2", seconds: 20, kind: "hold", asks: true },
  { id: "step-3", seconds: 30, kind: "hold" },
  { id: "step-4", seconds: 40, kind: "stroke" }
]

// Plays [event, seconds later] pairs from a fresh start.
function course(...events) {
  let state = start({ massage: "m", steps: STEPS }, T)
  let now = T
  for (const [event, after = 0] of events) {
    now += after * 1000
    state = turn(state, event, now)
  }
  return state
}

// The clock as the player sees it: four looks a second.
function wait(state, seconds, from) {
  for (let now = from + 250; now <= from + seconds * 1000; now += 250) state = turn(state, "tick", now)
  return state
}

const TO_FIRST_STROKE = [["begin"], ["next", 5], ["yes", 10], ["next"], ["next", 5]]

test("a massage goes from the check over asking to its steps, its thanks and its log", () => {
  let state = turn(start({ massage: "m", steps: STEPS }, T), "begin", T)
  assert.equal(state.phase, "step")
  state = wait(state, 20, T)
  assert.equal(state.phase, "asking")
  state = turn(state, "yes", T + 40_000)
  assert.deepEqual([state.phase, state.index], ["step", 1], "the hands rest first")
  state = wait(state, 20, T + 40_000)
  assert.equal(state.index, 2)
  state = wait(state, 30, T + 60_000)
  assert.equal(state.index, 3)
  state = wait(state, 40, T + 90_000)
  assert.deepEqual([state.phase, state.outcome], ["closing", "given"])
  assert.equal(played(state, T + 500_000), 110_000)
  state = turn(state, "touch", T + 500_000)
  assert.equal(state.phase, "log")
  assert.equal(turn(state, "close", T + 500_000).phase, "done")
})

test("silence is never yes: asking waits for as long as it takes", () => {
  const asking = course(["begin"], ["next", 1])
  assert.equal(wait(asking, 600, T + 1000).phase, "asking")
})

test("rest stops the clock, and going on goes on where it was", () => {
  const resting = course(...TO_FIRST_STROKE, ["touch", 12])
  assert.equal(resting.phase, "resting")
  assert.equal(elapsed(resting, T + 20 * MINUTE), 12_000)
  const again = turn(resting, "go-on", T + 5 * MINUTE)
  assert.deepEqual([again.phase, again.index, elapsed(again, T + 5 * MINUTE + 3000)], ["step", 3, 15_000])
})

test("resting hands instead of yes ask once more, and then end kindly", () => {
  const second = course(["begin"], ["next", 1], ["rest", 5], ["go-on", 10])
  assert.equal(second.phase, "asking")
  assert.deepEqual(["phase", "outcome"].map(name => turn(second, "rest", T + 30_000)[name]), ["closing", "resting-hands"])
  assert.equal(turn(second, "not-now", T + 30_000).outcome, "resting-hands")
  assert.equal(turn(second, "yes", T + 30_000).phase, "step")
})

test("not now ends kindly, as not today", () => {
  const state = course(["begin"], ["next", 1], ["not-now", 5])
  assert.deepEqual([state.phase, state.outcome], ["closing", "not-today"])
})

test("enough stands still until it is touched, and go on stays", () => {
  const state = course(...TO_FIRST_STROKE, ["enough", 8])
  assert.deepEqual([state.phase, state.outcome], ["enough", "stopped"])
  assert.equal(wait(state, 3600, T + 30_000), state)
  assert.equal(turn(state, "go-on", T + MINUTE).phase, "step")
  assert.equal(turn(state, "touch", T + MINUTE).phase, "closing")
})

test("enough before anybody was touched is a not today", () => {
  assert.equal(course(["begin"], ["enough", 3]).outcome, "not-today")
})

test("a routine of holds alone is logged as resting hands", () => {
  const holds = start({ massage: "m", steps: [STEPS[2]] }, T)
  assert.equal(wait(turn(holds, "begin", T), 30, T).outcome, "resting-hands")
})

test("pause stops the clock, next and previous go by steps and never ask twice", () => {
  const paused = course(...TO_FIRST_STROKE, ["pause", 2])
  assert.equal(paused.phase, "paused")
  assert.equal(turn(paused, "pause", T + MINUTE).phase, "step")
  let back = paused
  for (let i = 0; i < 5; i++) back = turn(back, "previous", T + MINUTE)
  assert.deepEqual([back.phase, back.index], ["step", 0])
  assert.deepEqual([turn(back, "next", T + MINUTE).phase, turn(back, "next", T + MINUTE).index], ["step", 1])
})

test("previous, well into a step, goes to the step's beginning", () => {
  const state = turn(course(...TO_FIRST_STROKE), "previous", T + 20_000 + 9000)
  assert.deepEqual([state.index, state.spent], [3, 0])
})

test("an event without a meaning in a phase changes nothing", () => {
  const state = course(["begin"])
  for (const event of ["yes", "not-now", "begin", "nonsense"]) assert.equal(turn(state, event, T), state)
})

test("away for up to half a minute goes on, and the time away does not count", () => {
  const playing = course(...TO_FIRST_STROKE)
  const from = T + 20_000 + 10_000
  const back = away(playing, from, from + 29_000)
  assert.deepEqual([back.phase, elapsed(back, from + 29_000)], ["step", 10_000])
})

test("away for longer comes back resting and silent", () => {
  const from = T + 30_000
  const back = away(course(...TO_FIRST_STROKE), from, from + 7 * MINUTE)
  assert.deepEqual([back.phase, back.isBack, back.isSilent], ["resting", true, true])
  assert.equal(played(back, from + 8 * MINUTE), 20_000)
  assert.equal(turn(back, "go-on", from + 8 * MINUTE).isSilent, false)
})

test("away for over half an hour asks whether to keep that time", () => {
  const from = T + 30_000
  const back = away(course(...TO_FIRST_STROKE), from, from + 31 * MINUTE)
  assert.deepEqual([back.phase, back.outcome], ["keep", "stopped"])
  assert.equal(turn(back, "yes", from + 32 * MINUTE).phase, "closing")
  assert.equal(turn(back, "not-now", from + 32 * MINUTE).phase, "done")
})

test("a time that was let go says so, and one that was closed unanswered does not", () => {
  const left = course(...TO_FIRST_STROKE, ["enough", 20], ["go-on", 5])
  const back = away(left, left.seenAt, left.seenAt + 31 * MINUTE)
  assert.equal(back.phase, "keep")
  const [letGo, closed] = ["not-now", "close"].map(event => turn(back, event, left.seenAt + 32 * MINUTE))
  assert.deepEqual([letGo.phase, letGo.isLetGo], ["done", true])
  assert.equal(closed.phase, "done")
  assert.ok(!closed.isLetGo)
})

test("away before anybody was touched leaves nothing to keep", () => {
  assert.equal(away(course(["begin"], ["next", 1]), T + 2000, T + 40 * MINUTE).phase, "done")
  assert.equal(away(course(["begin"]), T + 2000, T + 40 * MINUTE).phase, "done")
})

test("a browser that was killed reopens at the same step, silent", () => {
  const seen = wait(course(...TO_FIRST_STROKE), 12, T + 20_000)
  const saved = JSON.parse(JSON.stringify(seen))
  const back = reopen(saved, T + 32_000 + 9000)
  assert.deepEqual([back.phase, back.index, back.isSilent], ["step", 3, true])
  assert.equal(elapsed(back, T + 32_000 + 9000), 12_000)
})

test("a page that was frozen unseen comes back resting", () => {
  const seen = wait(course(...TO_FIRST_STROKE), 5, T + 20_000)
  assert.equal(turn(seen, "tick", T + 25_000 + 7 * MINUTE).phase, "resting")
})

test("a clock set back neither hurries nor hangs the step", () => {
  const seen = wait(course(...TO_FIRST_STROKE), 5, T + 20_000)
  const earlier = turn(seen, "tick", T - MINUTE)
  assert.equal(elapsed(earlier, T - MINUTE), 5000)
  assert.equal(elapsed(turn(earlier, "tick", T - MINUTE + 1000), T - MINUTE + 1000), 6000)
})

test("500 random courses can all be saved, end, and never count more than the time that passed", () => {
  const events = ["begin", "yes", "rest", "not-now", "go-on", "enough", "touch", "next", "previous", "pause", "tick", "close"]
  for (let seed = 1; seed <= 500; seed++) {
    const random = randomFrom(seed)
    let [state, now] = [start({ massage: "m", steps: STEPS }, T), T]
    for (let i = 0; i < 60; i++) {
      const to = now + Math.floor(random() * 20_000)
      const isAway = random() < 0.1
      state = isAway ? away(state, now, to + Math.floor(random() * 40) * MINUTE) : turn(state, events[Math.floor(random() * events.length)], to)
      now = Math.max(to, state.seenAt)
      assert.deepEqual(JSON.parse(JSON.stringify(state)), state)
      assert.ok(played(state, now) <= now - T)
      assert.ok(state.since === null || state.phase === "step", `${state.phase} has a running clock`)
      assert.ok(state.phase !== "step" || state.steps[state.index], "a step that exists")
      assert.equal(typeof isUnderWay(state), "boolean")
    }
  }
})

function randomFrom(seed) {
  let a = seed
  return () => {
    a = (a * 1664525 + 1013904223) % 4294967296
    return a / 4294967296
  }
}

test("practice has the way of a massage and is none: not kept, not logged, not taken up again", () => {
  const steps = STEPS.filter(step => !step.asks)
  const begun = turn(start({ massage: "m", steps, isPractice: true }, T), "begin", T)
  assert.equal(begun.phase, "step")
  const ended = turn(begun, "enough", T + 5_000)
  assert.deepEqual([ended.phase, ended.outcome], ["closing", "practised"])
  const through = wait(begun, 100, T)
  assert.deepEqual([through.phase, through.outcome], ["closing", "practised"])
  for (const state of [begun, turn(begun, "rest", T + 1_000), ended]) {
    assert.equal(isUnderWay(state) || isWorthKeeping(state), false)
    assert.equal(away(state, T + 1_000, T + 2 * 3_600_000).phase, "done")
  }
  assert.equal(turn(ended, "touch", T + 6_000).phase, "done", "there is no log")
})

test("what is left of a step is known while its clock runs, and endless while it stands still", () => {
  const state = turn(start({ massage: "m", steps: STEPS }, T), "begin", T)
  assert.equal(remaining(state, T + 5_000), 15_000)
  assert.equal(remaining(turn(state, "rest", T + 5_000), T + 9_000), Infinity)
})
