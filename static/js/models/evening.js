import { ageInDays, isExpected, isKnown, isOutgrown, limits } from "./ages.js"
import { dayAfter } from "./day.js"
import { often } from "./liking.js"

const WEEK = 7
const MONTH = 30.4375
const YEAR = 365.25
const TWO_YEARS = 730
const [MORNING, NOON, EVENING] = [4, 12, 17]
// fussy evenings are a young baby's; for others there is the hold
const FUSSY_UNTIL = 213
const HOLD = { routine: "just-hold" }

/** "morning", "day" or "evening": what the family's clocks say; the night until 04:00 is still the evening. */
export function partOfDay(hour) {
  if (hour < MORNING || hour >= EVENING) return "evening"
  return hour < NOON ? "morning" : "day"
}

/**
 * What Today offers. `children` are the family's child records; `about` has `today` (a local date), `part` of the day,
 * `routines` as { slug, from, until, at } in days of age, where `at` lists "evening", "day" or "any" (nothing: only where
 * it is liked), `own` (the family's routine records), `lately` (massages of the last weeks with their `part`), and `pick`
 * = { day, whom, routine } as this phone keeps it until 04:00.
 *
 * Returns { isSetAside } where every child is; else { offers, shown, line, count, whom, hasYoung }: `offers` = [{ routine,
 * isOwn?, isPractice? }], best first; `line` and `count` name the words that explain the one shown; `whom` =
 * { children, chosen } where children differ so much that a parent chooses, `chosen` being a record or "all"; `hasYoung`
 * where one is of the age of fussy evenings.
 */
export function evening(children, about) {
  const here = children.filter(({ fields }) => !fields.set_aside)
  if (children.length && !here.length) return { isSetAside: true }
  const born = here.filter(({ fields }) => !isExpected(fields, about.today))
  const present = born.length ? born : here
  const lists = present.length ? present.map(child => ({ child, ...offersFor(child, about) })) : [offersFor(null, about)]
  const pick = about.pick?.day === about.today ? about.pick : {}
  const { list, whom } = forWhom(lists, pick)
  return { ...shown(list, pick), whom, hasYoung: lists.some(({ age }) => (age ?? 0) < FUSSY_UNTIL) }
}

/** An age in the words that parents use: weeks up to three months, months up to two years. */
export function spoken(days) {
  if (days < WEEK) return { line: "days" }
  if (days < 12 * WEEK) return { line: "weeks", count: Math.floor(days / WEEK) }
  if (days < 2 * YEAR) return { line: "months", count: Math.floor(days / MONTH) }
  return { line: "years", count: Math.floor(days / YEAR) }
}

function forWhom(lists, pick) {
  if (lists.length < 2) return { list: lists[0] }
  if (lists.every(({ offers }) => offers[0].routine === lists[0].offers[0].routine)) return { list: forAll(lists) }
  const list = pick.whom === "all" ? forAll(lists) : lists.find(({ child }) => child.record === pick.whom) ?? youngest(lists)
  return { list, whom: { children: lists.map(({ child }) => child), chosen: list.child?.record ?? "all" } }
}

// What one child may be offered, and why the first of it.
function offersFor(child, about) {
  const { today } = about
  const fields = child?.fields
  const anytime = offeredOrHold(about.routines.filter(({ at }) => at.includes("any")))
  if (isExpected(fields, today)) return { offers: anytime.map(offer => ({ ...offer, isPractice: true })), line: "expecting" }
  const age = ageInDays(fields, today)
  if (!isKnown(fields, today)) return { offers: anytime, line: "first-time", age }
  if (limits(fields, today).holdsOnly) return { offers: anytime, line: "team", age }
  return offersByAge(child, age, about)
}

function offersByAge(child, age, { today, part, routines, own, lately }) {
  // before the due date a child is as one newly born
  const fitting = routines.filter(({ from, until }) => Math.max(0, age) >= from && !isOutgrown(age, { untilDays: until }))
  const hour = part === "evening" ? part : "day"
  const [now, anytime, other] = [
    fitting.filter(({ at }) => at.includes(hour)), fitting.filter(({ at }) => at.includes("any")),
    fitting.filter(({ at }) => at.length && !at.includes(hour) && !at.includes("any"))
  ]
  const [first] = offeredOrHold([...now, ...anytime])
  // what was liked before this age had a routine of its own is outgrown
  const since = dayAfter(today, -(age - (now[0]?.from ?? 0)))
  const mine = own.map(({ record }) => ({ routine: record, isOwn: true }))
  const liked = often(lately, { child: child.record, part: hour, since })
    .flatMap(routine => [...offered(fitting), ...mine].filter(offer => offer.routine === routine))
  const offers = unique([...liked, first, ...offered(now), ...mine, ...offered([...anytime, ...other])])
  return { offers, age, ...offers[0].routine === first.routine ? reason(child, age) : { line: "liked" } }
}

function reason({ fields: { situations = [] } }, age) {
  const isCorrected = situations.includes("preterm") && age < TWO_YEARS && age >= WEEK
  const { line, count } = spoken(age)
  return { line: `${isCorrected ? "due" : "for"}-${line}`, count }
}

// Twins, or a parent with two on the lap: what fits every one of them, else a hold, which always does.
function forAll(lists) {
  const fitting = lists[0].offers.filter(offer => lists.every(({ offers }) => offers.some(({ routine }) => routine === offer.routine)))
  const line = lists.every(({ line }) => line === lists[0].line) && !lists[0].line.includes("-") ? lists[0].line : "for-several"
  return { offers: fitting.length ? fitting : [HOLD], line }
}

const youngest = lists => lists.reduce((a, b) => (b.age ?? Infinity) < (a.age ?? Infinity) ? b : a)

function shown({ offers, line, count }, { routine }) {
  const at = offers.findIndex(offer => offer.routine === routine)
  return at < 0 ? { offers, shown: 0, line, count } : { offers, shown: at, line: "picked" }
}

const offered = routines => routines.map(({ slug }) => ({ routine: slug }))

// Where nothing fits, or a helper may do nothing else, there is the hold.
const offeredOrHold = routines => routines.length ? offered(routines) : [HOLD]

const unique = offers => [...new Map(offers.map(offer => [offer.routine, offer])).values()]
