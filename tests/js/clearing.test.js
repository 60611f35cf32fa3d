import assert from "node:assert/strict"
import { test } from "node:test"
import { clearedOn, clearing } from "../../static/js/models/clearing.js"
import { limits } from "../../static/js/models/ages.js"

const DAY = "2026-11-20"
const yes = (...names) => names.map(what => ({ what, on: DAY }))

test("the team's yes is shown only when it is for everything that was ticked", () => {
  assert.equal(clearedOn(["heart", "skin"], yes("heart", "skin")), DAY)
  assert.equal(clearedOn(["heart", "skin"], yes("heart")), "")
  assert.equal(clearedOn(["heart"], null), "")
  assert.equal(clearedOn([], []), "")
})

test("a yes that comes later is kept for each situation, and lets the strokes begin", () => {
  const child = { asked: true, birth_date: "2026-01-01", situations: ["heart", "skin"] }
  const cleared = clearing(child, { situations: child.situations, on: DAY })
  assert.deepEqual(cleared, yes("heart", "skin"))
  assert.deepEqual([limits(child, DAY).holdsOnly, limits({ ...child, cleared }, DAY).holdsOnly], [true, false])
})

test("a yes that is taken back leaves nothing of it, also not for the tummy", () => {
  assert.deepEqual(clearing({ situations: ["preterm"], cleared: yes("preterm", "tummy") }, { situations: ["preterm"], on: "" }), [])
})

test("another day keeps what the team agreed to by name", () => {
  const child = { situations: ["preterm"], cleared: [{ what: "preterm", on: "2026-10-01" }, ...yes("tummy")] }
  assert.deepEqual(clearing(child, { situations: ["preterm"], on: DAY }), yes("preterm", "tummy"))
})

test("a situation that goes takes its yes with it", () => {
  assert.deepEqual(clearing({ situations: ["heart", "skin"], cleared: yes("heart", "skin") }, { situations: ["skin"], on: DAY }), yes("skin"))
  assert.deepEqual(clearing({ situations: ["heart"], cleared: yes("heart") }, { situations: [], on: "" }), [])
})

test("where nothing about it was changed, nothing is written", () => {
  assert.equal(clearing({}, { situations: [], on: "" }), undefined)
  assert.equal(clearing({ situations: ["heart"] }, { situations: ["heart"], on: "" }), undefined)
  assert.equal(clearing({ situations: ["heart"], cleared: yes("heart") }, { situations: ["heart"], on: DAY }), undefined)
  assert.equal(clearing({ situations: ["heart", "skin"], cleared: yes("heart") }, { situations: ["heart", "skin"], on: "" }), undefined)
})
