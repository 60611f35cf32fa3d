import assert from "node:assert/strict"
import { test } from "node:test"
import { eveningOf, localDate, when, zoneHere } from "../../../static/js/models/day.js"

const CASES = [
  ["before midnight", "2026-11-21T22:50:00Z", "Europe/Berlin", "2026-11-21"],
  ["after midnight is the evening before", "2026-11-22T00:30:00Z", "Europe/Berlin", "2026-11-21"],
  ["03:59 is the evening before", "2026-11-22T02:59:59.999Z", "Europe/Berlin", "2026-11-21"],
  ["04:00 is the new day", "2026-11-22T03:00:00Z", "Europe/Berlin", "2026-11-22"],
  ["the night clocks go forward: 03:30 is the evening before", "2026-03-29T01:30:00Z", "Europe/Berlin", "2026-03-28"],
  ["the night clocks go forward: 04:00", "2026-03-29T02:00:00Z", "Europe/Berlin", "2026-03-29"],
  ["the night clocks go back: the second 02:30", "2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-24"],
  ["the night clocks go back: 03:59", "2026-10-25T02:59:00Z", "Europe/Berlin", "2026-10-24"],
  ["the night clocks go back: 04:00", "2026-10-25T03:00:00Z", "Europe/Berlin", "2026-10-25"],
  ["23:30 twice at bedtime, first", "2026-10-29T20:30:00Z", "Africa/Cairo", "2026-10-29"],
  ["23:30 twice at bedtime, second", "2026-10-29T21:30:00Z", "Africa/Cairo", "2026-10-29"],
  ["midnight that does not exist", "2026-04-23T22:00:00Z", "Africa/Cairo", "2026-04-23"],
  ["half an hour of summer time", "2026-10-03T16:30:00Z", "Australia/Lord_Howe", "2026-10-03"],
  ["quarter hours", "2026-11-21T15:14:00Z", "Pacific/Chatham", "2026-11-22"],
  ["far west", "2026-11-22T08:00:00Z", "Pacific/Honolulu", "2026-11-21"],
  ["far east", "2026-11-21T18:00:00Z", "Pacific/Kiritimati", "2026-11-22"],
  ["the turn of the year", "2027-01-01T02:30:00Z", "Europe/Berlin", "2026-12-31"],
  ["a leap day", "2028-03-01T02:00:00Z", "UTC", "2028-02-29"],
  ["midnight is hour 0, not 24", "2026-11-21T00:00:00Z", "UTC", "2026-11-20"]
]

for (const [name, at, zone, date] of CASES) {
  test(`the day of ${name} (${zone})`, () => assert.equal(localDate(Date.parse(at), zone), date))
}

test("when says the moment, the zone and the day", () => {
  assert.deepEqual(when(Date.parse("2026-11-22T01:30:00Z"), "America/New_York"),
    { at: "2026-11-22T01:30:00.000Z", zone: "America/New_York", local_date: "2026-11-21" })
  assert.equal(when(0).zone, zoneHere())
})

const EVENINGS = [
  ["2026-11-21", "Europe/Berlin", "2026-11-21T19:00:00.000Z"],
  ["2026-07-21", "Europe/Berlin", "2026-07-21T18:00:00.000Z"],
  ["2026-11-21", "America/Los_Angeles", "2026-11-22T04:00:00.000Z"],
  ["2026-11-21", "Pacific/Kiritimati", "2026-11-21T06:00:00.000Z"],
  ["2026-11-21", "Pacific/Chatham", "2026-11-21T06:15:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-29T18:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-25T19:00:00.000Z"]
]

for (const [date, zone, at] of EVENINGS) {
  test(`the evening of ${date} is at 20:00 by the clocks of ${zone}`, () => {
    const ms = eveningOf(date, zone)
    assert.equal(new Date(ms).toISOString(), at)
    assert.equal(localDate(ms, zone), date)
  })
}
