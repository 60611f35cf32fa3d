import assert from "node:assert/strict"
import { test } from "node:test"
import { calendarFile } from "../../static/js/models/alarm.js"

const FRIDAY = Date.UTC(2026, 10, 27, 18, 50)
const WISH = {
  uid: "r@warm-hands", time: "18:45", weekdays: [1, 2, 3, 4, 5, 6, 7], zone: "Europe/Berlin",
  title: "A quiet moment together", text: "Warm hands, if you both like.", url: "https://hands.example/tonight"
}
const unfolded = file => file.replaceAll("\r\n ", "").split("\r\n")
const made = (wish = {}, now = FRIDAY) => unfolded(calendarFile({ ...WISH, ...wish }, now))
const start = lines => lines.find(line => line.startsWith("DTSTART;")).split(":")[1]

test("it begins on the first chosen day that is still to come, by the family's clocks", () => {
  assert.equal(start(made()), "20261128T184500", "today at 18:45 is over in Berlin")
  assert.equal(start(made({ time: "20:30" })), "20261127T203000")
  assert.equal(start(made({ zone: "America/New_York" })), "20261127T184500", "there it is early afternoon")
  assert.equal(start(made({ weekdays: [3] })), "20261202T184500")
  assert.equal(start(made({ zone: "Pacific/Auckland" })), "20261128T184500", "there it is Saturday morning")
})

test("it comes on the chosen days, and its alarm with it", () => {
  const lines = made({ weekdays: [1, 5] })
  assert.ok(lines.includes("RRULE:FREQ=WEEKLY;BYDAY=MO,FR"))
  assert.ok(lines.includes("TRIGGER:PT0S"))
})

test("no line is longer than 75 octets, and no letter is cut", () => {
  const text = "Zeit für dich und dein Kind, wenn ihr beide mögt: ganz ruhig, ohne Eile, warme Hände 🤲🤲🤲"
  const file = calendarFile({ ...WISH, text }, FRIDAY)
  for (const line of file.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line)
  assert.ok(!file.replaceAll("\r\n", "").includes("\n"), "lines end as the RFC has it")
  assert.ok(unfolded(file).includes(`DESCRIPTION:${text.replaceAll(",", "\\,")}`))
})

test("a zone's clocks are described as they are changed", () => {
  const lines = made({ zone: "Europe/Berlin" })
  const at = lines.indexOf("DTSTART:20270328T020000")
  assert.deepEqual(lines.slice(at - 1, at + 4), [
    "BEGIN:DAYLIGHT", "DTSTART:20270328T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"])
  assert.equal(made({ zone: "Asia/Kolkata" }).filter(line => line === "BEGIN:STANDARD").length, 1)
  assert.ok(made({ zone: "Asia/Kolkata" }).includes("TZOFFSETTO:+0530"))
})
