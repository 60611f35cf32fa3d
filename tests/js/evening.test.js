import assert from "node:assert/strict"
import { test } from "node:test"
import { evening, spoken } from "../../static/js/models/evening.js"
import { wayHome } from "../../static/js/models/way_home.js"

const today = "2026-11-21"
const routines = [
  { part: "young", from: 42, until: 91 },
  { part: "wind-down", from: 91, until: 730 },
  { part: "older", from: 730, until: 2557 }
]
const child = fields => ({ fields: { asked: true, ...fields } })
const chosen = (...children) => evening(children, { today, routines })

test("a phone that knows no child shows the first routine and no age", () => {
  assert.deepEqual(chosen(), { part: "first" })
  assert.deepEqual(chosen(child({})), { part: "first" })
})

test("a baby of four months gets its evening routine and its age", () => {
  assert.deepEqual(chosen(child({ birth_date: "2026-07-20" })), { part: "wind-down", line: "for-months", count: 4 })
})

test("in the first six weeks the first routine stays", () => {
  assert.deepEqual(chosen(child({ birth_date: "2026-11-01" })), { part: "first", line: "for-weeks", count: 2 })
})

test("what was not asked, or not agreed by the team, keeps the first routine", () => {
  const birth_date = "2026-05-01"
  assert.equal(chosen(child({ birth_date, asked: false })).part, "first")
  assert.equal(chosen(child({ birth_date, situations: ["heart"] })).part, "first")
  const cleared = [{ what: "heart", on: "2026-10-01" }]
  assert.equal(chosen(child({ birth_date, situations: ["heart"], cleared })).part, "wind-down")
})

test("twins and siblings get what suits the youngest, without an age", () => {
  const [older, younger] = [child({ birth_date: "2023-01-01" }), child({ birth_date: "2026-09-01" })]
  assert.deepEqual(chosen(older, younger), { part: "young", line: "for-several" })
})

test("a child set aside is not spoken of", () => {
  const gone = child({ birth_date: "2026-05-01", set_aside: true })
  assert.deepEqual(chosen(gone), { part: "set-aside" })
  assert.equal(chosen(gone, child({ birth_date: "2023-01-01" })).part, "older")
})

test("an age is said in weeks, then months, then years", () => {
  assert.deepEqual([3, 83, 84, 365, 731].map(spoken).map(({ line, count }) => [line, count]), [
    ["for-days", undefined], ["for-weeks", 11], ["for-months", 2], ["for-months", 11], ["for-years", 2]
  ])
})

test("each browser gets its own way to the home screen", () => {
  const android = "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
  const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1"
  const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15"
  assert.equal(wayHome({ userAgent: android }), "android")
  assert.equal(wayHome({ userAgent: iphone }), "ios")
  assert.equal(wayHome({ userAgent: mac, maxTouchPoints: 5 }), "ios")
  assert.equal(wayHome({ userAgent: mac }), "desktop")
  assert.equal(wayHome({ userAgent: `${iphone} Instagram 300.0` }), "in-app")
  assert.equal(wayHome({ userAgent: android.replace("Pixel 7)", "Pixel 7; wv)") }), "in-app")
})
