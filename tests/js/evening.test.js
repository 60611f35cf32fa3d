import assert from "node:assert/strict"
import { test } from "node:test"
import { evening, partOfDay, spoken } from "../../static/js/models/evening.js"
import { toKnow } from "../../static/js/models/knowing.js"
import { wayHome } from "../../static/js/models/way_home.js"

const today = "2026-11-21"
const routines = [
  { slug: "young", from: 42, until: 91, at: ["evening"] },
  { slug: "wind-down", from: 91, until: 730, at: ["evening"] },
  { slug: "older", from: 730, until: 2922, at: ["evening"] },
  { slug: "legs", from: 42, until: 213, at: ["day"] },
  { slug: "on-the-move", from: 213, until: 1095, at: ["day"] },
  { slug: "weather", from: 1095, until: 2922, at: ["day", "evening"] },
  { slug: "first", from: 0, until: 730, at: ["any"] },
  { slug: "in-arms", from: 0, until: 730, at: ["any"] },
  { slug: "tummy", from: 42, until: 213, at: [] }
]
const child = ({ record = "c1", ...fields }) => ({ record, fields: { asked: true, ...fields } })
const choice = (children, about = {}) => evening(children, { today, part: "evening", routines, own: [], lately: [], ...about })
/** What is shown: the routine, the words and the number in them. */
const shown = (children, about) => {
  const { offers, shown, line, count } = choice(children, about)
  return [offers[shown].routine, line, count].filter(part => part !== undefined).join(" ")
}
const all = (children, about) => choice(children, about).offers.map(({ routine }) => routine)
const times = (count, routine, fields = {}, part = "evening") => Array.from({ length: count }, () => ({
  part, fields: { routine, outcome: "given", when: { local_date: "2026-11-15" }, ...fields }
}))

const BABY = child({ birth_date: "2026-07-20" })
const HEART = { birth_date: "2026-05-01", situations: ["heart"] }
const EARLY = { birth_date: "2026-05-21", due_date: "2026-07-21", situations: ["preterm"], cleared: [{ what: "preterm", on: "2026-10-01" }] }

const CASES = [
  ["a phone that knows no child", [], "evening", "first first-time"],
  ["a child of whom nothing is known", [child({})], "evening", "first first-time"],
  ["a child about whom the first questions were not asked", [child({ birth_date: "2026-05-01", asked: false })], "evening", "first first-time"],
  ["two weeks", [child({ birth_date: "2026-11-06" })], "evening", "first for-weeks 2"],
  ["two days", [child({ birth_date: "2026-11-19" })], "morning", "first for-days"],
  ["eight weeks", [child({ birth_date: "2026-09-26" })], "evening", "young for-weeks 8"],
  ["eight weeks, by day", [child({ birth_date: "2026-09-26" })], "day", "legs for-weeks 8"],
  ["four months", [BABY], "evening", "wind-down for-months 4"],
  ["four months, in the morning", [BABY], "morning", "legs for-months 4"],
  ["nine months, crawling, by day", [child({ birth_date: "2026-02-15" })], "day", "on-the-move for-months 9"],
  ["nine months, at bedtime", [child({ birth_date: "2026-02-15" })], "evening", "wind-down for-months 9"],
  ["a toddler by day", [child({ birth_date: "2024-11-01" })], "morning", "on-the-move for-years 2"],
  ["a toddler at bedtime", [child({ birth_date: "2024-11-01" })], "evening", "older for-years 2"],
  ["five years by day", [child({ birth_date: "2021-09-01" })], "day", "weather for-years 5"],
  ["five years at bedtime", [child({ birth_date: "2021-09-01" })], "evening", "older for-years 5"],
  ["nine years: a hold is for every age", [child({ birth_date: "2017-09-01" })], "evening", "just-hold for-years 9"],
  ["a heart the team has not spoken about", [child(HEART)], "evening", "first team"],
  ["a heart, and the team's yes", [child({ ...HEART, cleared: [{ what: "heart", on: "2026-10-01" }] })], "evening", "wind-down for-months 6"],
  ["born early: six months ago, four since the due date", [child(EARLY)], "evening", "wind-down due-months 4"],
  ["born early, and home before the due date", [child({ ...EARLY, due_date: "2026-12-01" })], "evening", "first for-days"],
  ["born early, the due date not known", [child({ ...EARLY, due_date: undefined })], "evening", "first first-time"],
  ["expecting", [child({ asked: undefined, due_date: "2027-01-20" })], "evening", "first expecting"],
  ["expecting, a week over", [child({ birth_date: "", due_date: "2026-11-14" })], "evening", "first expecting"],
  ["the due date is long past and nobody said more", [child({ due_date: "2026-09-01" })], "evening", "first first-time"],
  ["a bump beside a toddler is not spoken of", [child({ birth_date: "2024-11-01" }), child({ record: "c2", due_date: "2027-01-20" })], "evening", "older for-years 2"],
  ["twins", [BABY, child({ record: "c2", birth_date: "2026-07-20" })], "evening", "wind-down for-several"],
  ["a child set aside beside another", [child({ birth_date: "2026-05-01", set_aside: true }), child({ record: "c2", birth_date: "2021-09-01" })], "evening", "older for-years 5"]
]

for (const [name, children, part, expected] of CASES) {
  test(`${name}: ${expected}`, () => assert.equal(shown(children, { part }), expected))
}

test("where every child is set aside nothing is offered and nothing is there to know", () => {
  const gone = [child({ birth_date: "2026-05-01", set_aside: true }), child({ record: "c2", due_date: "2027-01-20", set_aside: true })]
  assert.deepEqual(choice(gone), { isSetAside: true })
  assert.equal(toKnow(gone, { today, notes: [["baby", "unknown", "expecting"]] }), null)
})

test("what a family chose often at this time of day comes first, and says so", () => {
  const lately = [...times(3, "tummy"), ...times(9, "legs", {}, "morning")]
  assert.equal(shown([BABY], { lately }), "tummy liked")
  assert.equal(shown([BABY], { lately, part: "day" }), "legs for-months 4")
  assert.equal(shown([BABY], { lately: times(2, "tummy") }), "wind-down for-months 4")
  assert.equal(all([BABY], { lately })[1], "wind-down")
})

test("how it ended is not asked; a no, another child's time and what is outgrown do not count", () => {
  assert.equal(shown([BABY], { lately: times(3, "tummy", { outcome: "stopped" }) }), "tummy liked")
  assert.equal(shown([BABY], { lately: times(3, "tummy", { outcome: "not-today" }) }), "wind-down for-months 4")
  assert.equal(shown([BABY], { lately: times(3, "tummy", { children: ["c2"] }) }), "wind-down for-months 4")
  assert.equal(shown([child({ birth_date: "2026-02-15" })], { lately: times(9, "tummy") }), "wind-down for-months 9")
})

test("what was chosen in the first six weeks does not hold a baby back who has grown out of them", () => {
  const lately = times(9, "first")
  assert.equal(shown([child({ birth_date: "2026-10-05" })], { lately }), "young for-weeks 6")
  const since = times(3, "first", { when: { local_date: "2026-11-17" } })
  assert.equal(shown([child({ birth_date: "2026-10-05" })], { lately: since }), "first liked")
})

test("the family's own routine is among what it likes, while it exists", () => {
  const own = [{ record: "own-1", fields: { title: "Ours", steps: [] } }]
  assert.deepEqual(choice([BABY], { own, lately: times(3, "own-1") }).offers[0], { routine: "own-1", isOwn: true })
  assert.equal(shown([BABY], { lately: times(3, "own-1") }), "wind-down for-months 4")
  assert.ok(all([BABY], { own }).includes("own-1"))
  assert.ok(!all([child(HEART)], { own, lately: times(3, "own-1") }).includes("own-1"))
})

test("another one: what fits, once each, kept until 04:00", () => {
  assert.deepEqual(all([BABY]), ["wind-down", "first", "in-arms", "legs"])
  assert.equal(shown([BABY], { pick: { day: today, routine: "in-arms" } }), "in-arms picked")
  assert.equal(shown([BABY], { pick: { day: "2026-11-20", routine: "in-arms" } }), "wind-down for-months 4")
  assert.equal(shown([BABY], { pick: { day: today, routine: "older" } }), "wind-down for-months 4")
})

test("siblings of different ages: for whom can be chosen, or what fits both", () => {
  const [older, younger] = [child({ record: "old", birth_date: "2023-01-01" }), child({ record: "new", birth_date: "2026-09-01" })]
  const chosen = pick => [shown([older, younger], { pick: { day: today, ...pick } }), choice([older, younger], { pick: { day: today, ...pick } }).whom.chosen]
  assert.deepEqual(chosen({}), ["young for-weeks 11", "new"])
  assert.deepEqual(chosen({ whom: "old" }), ["older for-years 3", "old"])
  assert.deepEqual(chosen({ whom: "all" }), ["just-hold for-several", "all"])
  assert.deepEqual(chosen({ whom: "gone" }), ["young for-weeks 11", "new"])
  const crawler = child({ record: "mid", birth_date: "2026-02-15" })
  assert.equal(shown([crawler, younger], { pick: { day: today, whom: "all" } }), "first for-several")
})

test("fussy evenings are offered for a young baby, and where nothing is known", () => {
  const crawler = child({ birth_date: "2026-02-15" })
  assert.deepEqual([[], [child({})], [BABY], [crawler], [crawler, BABY]].map(children => choice(children).hasYoung), [true, true, true, false, true])
})

test("practice is for those who expect: on a cushion", () => {
  assert.ok(choice([child({ due_date: "2027-01-20" })]).offers.every(({ isPractice }) => isPractice))
})

test("the night until 04:00 is still the evening; before noon it is morning", () => {
  assert.deepEqual([0, 3, 4, 11, 12, 16, 17, 23].map(partOfDay),
    ["evening", "evening", "morning", "morning", "day", "day", "evening", "evening"])
})

test("an age is said in weeks, then months, then years", () => {
  assert.deepEqual([3, 83, 84, 365, 731].map(spoken).map(({ line, count }) => [line, count]), [
    ["days", undefined], ["weeks", 11], ["months", 2], ["months", 11], ["years", 2]
  ])
})

test("what there is to know fits the child, and is another thing on another day", () => {
  const notes = [["unknown", "baby"], ["newborn"], ["baby"], ["crawler"], ["toddler"], ["child"], ["expecting"], ["early"], ["team"]]
  const known = (...children) => toKnow(children, { today, notes })
  const ages = ["2026-11-10", "2026-02-15", "2025-01-01", "2021-09-01"].map(birth_date => known(child({ birth_date })))
  assert.deepEqual(ages, [1, 3, 4, 5])
  assert.deepEqual([known(), known(child({ due_date: "2027-01-20" })), known(child(EARLY)), known(child(HEART))], [0, 6, 7, 8])
  const days = ["2026-11-21", "2026-11-22", "2026-11-23"].map(day => toKnow([BABY], { today: day, notes }))
  assert.deepEqual(days, [0, 2, 0])
  assert.equal(toKnow([BABY], { today, notes: [] }), null)
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
