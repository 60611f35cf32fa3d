import assert from "node:assert/strict"
import { test } from "node:test"
import { ageInDays, band, isKnown, isOutgrown, limits, offered, suitsOne } from "../../static/js/models/ages.js"

const TODAY = "2026-11-21"
const TERM = { asked: true, birth_date: "2026-06-21", situations: [] }
const EARLY = { asked: true, birth_date: "2026-06-21", due_date: "2026-08-21", situations: ["preterm"] }

const STEPS = [
  { id: "settle", kind: "pause", isKept: true },
  { id: "ask", kind: "hold", asks: true, isKept: true },
  { id: "rest", kind: "hold", area: "legs", isKept: true },
  { id: "leg", kind: "stroke", area: "legs", parts: ["legs"], isKept: true },
  { id: "tummy", kind: "stroke", area: "tummy", parts: ["tummy"], isKept: true },
  { id: "hug", kind: "movement", area: "arms", parts: ["arms"], isKept: false, fromDays: 91 }
]

const ids = (child, changes = {}) => offered(STEPS, {
  ...limits(child, TODAY), age: ageInDays(child, TODAY), routine: { fromDays: 42 }, ...changes
}).map(step => step.id)

test("age is counted from birth, and from the due date for a child born early", () => {
  assert.equal(ageInDays(TERM, TODAY), 153)
  assert.equal(ageInDays(EARLY, TODAY), 92)
  assert.equal(ageInDays({ ...EARLY, birth_date: "2024-06-21" }, TODAY), 883)
})

test("an age that cannot be known is not guessed", () => {
  assert.equal(ageInDays(null, TODAY), null)
  assert.equal(ageInDays({ birth_date: "2027-01-01" }, TODAY), null)
  assert.equal(ageInDays({ ...EARLY, due_date: undefined }, TODAY), null)
  assert.equal(ageInDays({ birth_date: "soon" }, TODAY), null)
})

test("bands have names, the unknown one too", () => {
  const born = date => band({ birth_date: date }, TODAY)
  assert.deepEqual(
    [born("2026-11-20"), born("2026-10-01"), born("2026-07-01"), born("2026-02-01"), born("2025-02-01"), born("2021-02-01"), band({}, TODAY)],
    ["newborn", "young", "baby", "crawler", "toddler", "child", "unknown"])
})

test("nothing known means holds and pauses only", () => {
  for (const child of [null, {}, { ...TERM, asked: false }, { asked: true }, { asked: true, situations: ["heart"] }]) {
    assert.equal(isKnown(child, TODAY) && limits(child, TODAY).holdsOnly === false, false)
    assert.deepEqual(ids(child), ["settle", "ask", "rest"])
  }
})

test("a listed condition means holds until the team said yes to it", () => {
  const child = { ...TERM, situations: ["heart", "skin"] }
  assert.equal(limits(child, TODAY).holdsOnly, true)
  assert.equal(limits({ ...child, cleared: [{ what: "heart", on: TODAY }] }, TODAY).holdsOnly, true)
  assert.equal(limits(child, TODAY).isTender, true, "resting hands keep away from it too")
  const cleared = [{ what: "heart", on: TODAY }, { what: "skin", on: TODAY }]
  assert.deepEqual(ids({ ...child, cleared }), ["settle", "ask", "rest", "leg", "tummy", "hug"])
})

test("born early or once in neonatal care: no tummy, even when the team said yes to the rest", () => {
  for (const what of ["preterm", "neonatal-care"]) {
    const child = { ...EARLY, situations: [what], cleared: [{ what, on: TODAY }] }
    assert.ok(!ids(child).includes("tummy"))
    assert.ok(ids(child).includes("leg"))
    const asked = { ...child, cleared: [...child.cleared, { what: "tummy", on: TODAY }] }
    assert.ok(ids(asked).includes("tummy"))
  }
})

test("a child too young for the routine or for a step has the holds of it", () => {
  assert.deepEqual(ids({ ...TERM, birth_date: "2026-11-01" }), ["settle", "ask", "rest"])
  assert.deepEqual(ids({ ...TERM, birth_date: "2026-09-21" }), ["settle", "ask", "rest", "leg", "tummy"])
})

test("a child who has outgrown the routine has the holds of it", () => {
  const until = untilDays => ids(TERM, { routine: { fromDays: 42, untilDays } })
  assert.deepEqual(until(153), ["settle", "ask", "rest"])
  assert.deepEqual(until(154), ["settle", "ask", "rest", "leg", "tummy", "hug"])
  assert.equal(isOutgrown(153, { untilDays: 153 }), true)
  assert.equal(isOutgrown(152, { untilDays: 153 }), false)
  assert.equal(isOutgrown(null, { untilDays: 153 }), false)
  assert.equal(isOutgrown(900, {}), false)
})

test("the first three massages keep about half, and the check may leave out areas", () => {
  assert.deepEqual(ids(TERM, { isEarlyDays: true }), ["settle", "ask", "rest", "leg", "tummy"])
  assert.deepEqual(ids(TERM, { without: ["legs"] }), ["settle", "ask", "rest", "tummy", "hug"])
})

test("a stroke that reaches a sore place from elsewhere is left out too", () => {
  const steps = [...STEPS, { id: "sweep", kind: "stroke", area: "holds", parts: ["chest", "legs"], isKept: true },
    { id: "bicycle", kind: "movement", area: "movements", parts: ["legs", "tummy"], isKept: true }]
  const left = without => offered(steps, { ...limits(TERM, TODAY), without, age: 153, routine: { fromDays: 42 } }).map(step => step.id).slice(3)
  assert.deepEqual(left([]), ["leg", "tummy", "hug", "sweep", "bicycle"])
  assert.deepEqual(left(["chest"]), ["leg", "tummy", "hug", "bicycle"])
  assert.deepEqual(left(["legs"]), ["tummy", "hug"])
  assert.deepEqual(left(["tummy"]), ["leg", "hug", "sweep"])
})

test("nobody is turned over for strokes that are not offered", () => {
  const routine = [...STEPS, { id: "turn", kind: "pause", area: "back", turns: true, isKept: true },
    { id: "back", kind: "stroke", area: "back", parts: ["back"], isKept: true }, { id: "still", kind: "hold", area: "back", isKept: true }]
  const of = child => offered(routine, { ...limits(child, TODAY), age: ageInDays(child, TODAY), routine: { fromDays: 42 } }).map(step => step.id)
  assert.deepEqual(of(null), ["settle", "ask", "rest"])
  assert.deepEqual(of(TERM).slice(-3), ["turn", "back", "still"])
})

test("what is for no child of the family is told apart; where a child is not known, nothing is", () => {
  const suits = (children, thing) => suitsOne(children, { fromDays: 42, untilDays: 213, isOnTummy: true, ...thing }, TODAY)
  assert.equal(suits([TERM]), true)
  assert.equal(suits([TERM], { fromDays: 154 }), false)
  assert.equal(suits([TERM], { untilDays: 153 }), false)
  assert.equal(suits([EARLY]), false, "no tummy strokes for a child born early")
  assert.equal(suits([EARLY], { isOnTummy: false }), true)
  assert.equal(suits([EARLY], { isOnTummy: false, fromDays: 100 }), false, "its age counts from the due date")
  assert.equal(suits([EARLY, TERM]), true, "it is for one of them")
  const small = { ...EARLY, birth_date: "2026-11-01", due_date: "2026-12-21" }
  assert.equal(suits([small], { isOnTummy: false, fromDays: 0 }), true, "not yet due, and born")
  assert.equal(suits([TERM, { asked: false }], { fromDays: 154 }), true)
  assert.equal(suits([], { fromDays: 154 }), true)
})
