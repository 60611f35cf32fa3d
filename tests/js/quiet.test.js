import assert from "node:assert/strict"
import { test } from "node:test"
import { isPaused, isQuiet, madeRoom, plus } from "../../static/js/models/quiet.js"

test("quiet hours run over midnight, and their end is outside", () => {
  assert.equal(isQuiet("21:00", "21:00", "07:00"), true)
  assert.equal(isQuiet("02:00", "21:00", "07:00"), true)
  assert.equal(isQuiet("07:00", "21:00", "07:00"), false)
  assert.equal(isQuiet("18:45", "21:00", "07:00"), false)
})

test("quiet hours that begin when they end are none", () => {
  assert.equal(isQuiet("02:00", "07:00", "07:00"), false)
})

test("an evening time moves the beginning of quiet hours, a morning time their end", () => {
  assert.deepEqual(madeRoom("21:30", { from: "21:00", to: "07:00", window: 90 }), { from: "23:00", to: "07:00" })
  assert.deepEqual(madeRoom("06:00", { from: "21:00", to: "07:00", window: 90 }), { from: "21:00", to: "06:00" })
})

test("after the move the chosen time is never quiet", () => {
  for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
    const time = plus("00:00", minutes)
    if (!isQuiet(time, "21:00", "07:00")) continue
    const { from, to } = madeRoom(time, { from: "21:00", to: "07:00", window: 90 })
    assert.equal(isQuiet(time, from, to), false, time)
  }
})

test("invitations rest until a date or until asked", () => {
  assert.equal(isPaused("asked", "2026-11-21"), true)
  assert.equal(isPaused("2026-11-22", "2026-11-21"), true)
  assert.equal(isPaused("2026-11-22", "2026-11-22"), false)
  assert.equal(isPaused(null, "2026-11-22"), false)
})
