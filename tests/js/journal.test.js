import assert from "node:assert/strict"
import { test } from "node:test"
import { dayAfter } from "../../static/js/models/day.js"
import { daysOf, massagesOn } from "../../static/js/models/journal.js"

const massage = (record, date, at) =>
  ({ record, fields: { when: { local_date: date, at: `${date}T${at}:00.000Z`, zone: "Europe/Berlin" } } })

const records = massages => massages.map(({ record }) => record)

test("the days follow each other with the newest first, and so do the massages of a day", () => {
  const days = daysOf([
    massage("old", "2026-11-18", "18:00"), massage("noon", "2026-11-20", "12:00"),
    massage("evening", "2026-11-20", "19:00"), massage("now", "2026-11-21", "19:00")
  ])
  assert.deepEqual(days.map(({ date }) => date), ["2026-11-21", "2026-11-20", "2026-11-18"])
  assert.deepEqual(records(days[1].massages), ["evening", "noon"])
})

test("a massage at half past one belongs to the day it was written under", () => {
  const night = { record: "night", fields: { when: { local_date: "2026-11-20", at: "2026-11-21T00:30:00.000Z" } } }
  assert.deepEqual(records(massagesOn("2026-11-20", [night])), ["night"])
  assert.deepEqual(massagesOn("2026-11-21", [night]), [])
})

test("a massage without a day from a newer app is shown, not lost", () => {
  const days = daysOf([{ record: "odd", fields: {} }, massage("a", "2026-11-20", "19:00")])
  assert.deepEqual(records(days.at(-1).massages), ["odd"])
})

test("days are counted over the ends of months and years", () => {
  assert.equal(dayAfter("2026-12-31", 1), "2027-01-01")
  assert.equal(dayAfter("2027-03-01", -1), "2027-02-28")
})
