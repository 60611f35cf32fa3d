import assert from "node:assert/strict"
import { test } from "node:test"
import { dayAfter } from "../../static/js/models/day.js"
import { firstDay, pictures } from "../../static/js/models/pictures.js"

const TODAY = "2026-11-28" // a Saturday

/** `count` massages, all of the day `daysAgo`, begun at `time` UTC. */
function massages(count, { daysAgo = 0, time = "18:30", zone = "Europe/Berlin", ...fields } = {}) {
  const date = dayAfter(TODAY, -daysAgo)
  return Array.from({ length: count }, () => ({ fields: { when: { at: `${date}T${time}:00.000Z`, zone, local_date: date }, seconds: 600, ...fields } }))
}
const drawn = (...some) => pictures(some.flat(), TODAY)

test("from four nothing is said, from five it is", () => {
  const fields = { state_after: "drowsy", cues: ["smiling"] }
  assert.deepEqual(drawn(massages(4, fields)), { parts: [], cues: [], states: [], calm: 0, weeks: [] })
  const five = drawn(massages(5, fields))
  assert.deepEqual(five.parts, [{ name: "evening", count: 5 }])
  assert.deepEqual(five.cues, [{ name: "smiling", count: 5, isMore: true }])
  assert.deepEqual([five.states, five.calm], [[{ name: "drowsy", count: 5 }], 5])
  assert.deepEqual(five.weeks, [{ name: "2026-11-23", count: 5 }])
})

test("no number below five is in any picture", () => {
  const { parts, cues, states, weeks } = drawn(
    massages(6, { state_after: "drowsy", cues: ["smiling", "reaching"] }), massages(3, { time: "09:00", state_after: "quiet-alert", cues: ["babbling"] }),
    massages(2, { daysAgo: 60 }))
  const counts = [parts, cues, states, weeks].flat().map(({ count }) => count)
  assert(counts.length && counts.every(count => count >= 5), counts.join())
})

for (const [time, zone, part] of [
  ["18:30", "Europe/Berlin", "evening"], ["18:30", "America/Los_Angeles", "morning"], ["18:30", "Asia/Tokyo", "night"],
  ["02:30", "Europe/Berlin", "night"], ["03:00", "Europe/Berlin", "morning"], ["11:00", "Europe/Berlin", "afternoon"]
]) {
  test(`${time} UTC is in the ${part} by the clocks of ${zone}`, () => {
    assert.deepEqual(drawn(massages(5, { time, zone })).parts.map(({ name }) => name), [part])
  })
}

test("what was added afterwards has a day and no hour", () => {
  const { parts, weeks } = drawn(massages(5, { seconds: undefined }))
  assert.deepEqual([parts, weeks.length], [[], 1])
})

test("cues of the last four weeks count, and say where they were seen more often than before", () => {
  const { cues } = drawn(massages(5, { cues: ["smiling", "smiling", "reaching"] }), massages(4, { daysAgo: 27, cues: ["reaching"] }),
    massages(7, { daysAgo: 28, cues: ["smiling"] }), massages(9, { daysAgo: 60, cues: ["reaching"] }))
  assert.deepEqual(cues, [{ name: "reaching", count: 9, isMore: true }, { name: "smiling", count: 5, isMore: false }])
})

test("signs of having had enough and crying are not counted, nor what a newer app may write", () => {
  const { cues, states, calm } = drawn(massages(9, { cues: ["crying", "arching", "humming"], state_after: "crying" }), massages(5, { state_after: "floating" }))
  assert.deepEqual([cues, states, calm], [[], [], 0])
})

test("calm is any of four states together, also where each is too seldom to be shown", () => {
  const { states, calm } = drawn(massages(3, { state_after: "drowsy" }), massages(3, { state_after: "deep-sleep" }), massages(2, { state_after: "active-alert" }))
  assert.deepEqual([states, calm], [[], 6])
})

test("the weeks add up: none is lower than the one before", () => {
  const { weeks } = drawn(massages(5, { daysAgo: 40 }), massages(1, { daysAgo: 3 }), massages(3, { daysAgo: 13 }))
  assert.deepEqual(weeks.map(({ count }) => count), [5, 5, 5, 8, 8, 9])
  assert.deepEqual([weeks[0].name, weeks.at(-1).name], ["2026-10-19", "2026-11-23"])
})

test("counting begins on a Monday, on a Sunday too", () => {
  assert.deepEqual(["2026-11-23", "2026-11-29", "2026-11-30"].map(firstDay), ["2026-09-07", "2026-09-07", "2026-09-14"])
})
