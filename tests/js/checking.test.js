import assert from "node:assert/strict"
import { test } from "node:test"
import { looksFirst, opening, restUntil, verdict } from "../../static/js/models/checking.js"

test("all well goes straight on", () => {
  assert.deepEqual(verdict([]), { screen: "go", holdsOnly: false, isTender: false, without: [], advice: [], pauses: null })
})

test("an adult who may doze, is angry or drank is never offered a hold, whatever else was said", () => {
  for (const adult of ["doze", "angry", "drink"]) {
    for (const more of [[], ["ill"], ["asleep"], ["fed", "vaccine"]]) assert.equal(verdict([adult, ...more]).screen, "cot")
  }
})

test("ill comes to the emergency signs first, and then to holds only", () => {
  const { screen, holdsOnly, pauses } = verdict(["ill", "fed"])
  assert.deepEqual([screen, holdsOnly, pauses], ["flags", true, "unwell"])
})

test("a vaccine or something new means holds; sore skin leaves out its area", () => {
  assert.deepEqual([verdict(["vaccine"]).holdsOnly, verdict(["vaccine"]).pauses], [true, "vaccine"])
  assert.equal(verdict(["new"]).holdsOnly, true)
  assert.deepEqual([verdict(["sore"], ["legs"]).without, verdict(["sore"], ["legs"]).holdsOnly], [["legs"], false])
  assert.equal(verdict(["sore"]).holdsOnly, true)
})

test("after a vaccine, with sore skin or something new the hands keep away from the place", () => {
  for (const [answers, areas] of [[["vaccine"]], [["new"]], [["sore"]], [["sore"], ["legs"]], [["vaccine", "fed"]]]) {
    assert.equal(verdict(answers, areas).isTender, true, answers.join())
  }
  for (const answers of [["ill"], ["fed"], ["drowsy", "cold"]]) assert.equal(verdict(answers).isTender, false, answers.join())
})

test("asleep is left asleep; soft answers advise and let go on", () => {
  assert.equal(verdict(["asleep", "fed"]).screen, "asleep")
  const { screen, holdsOnly, advice } = verdict(["cold", "hungry"])
  assert.deepEqual([screen, holdsOnly, advice], ["advice", false, ["hungry", "cold"]])
})

test("a routine for younger children is named as such once, and holds stay", () => {
  const { screen, holdsOnly, isTender, advice } = verdict(["outgrown", "cold"])
  assert.deepEqual([screen, holdsOnly, isTender, advice], ["advice", true, false, ["outgrown", "cold"]])
  assert.equal(verdict(["outgrown", "ill"]).screen, "flags")
})

test("the check grows shorter with practice, and never skips what it may not", () => {
  const after = (massages, isKnown = true) => opening({ needs: "check", isKnown, children: 1, massages })
  assert.deepEqual([after(0), after(2), after(3), after(30, false)], ["ready", "ready", "quick", "questions"])
  assert.equal(opening({ needs: "check", isKnown: null, children: 2, massages: 9 }), "who")
  assert.equal(opening({ needs: "none" }), "go")
  assert.equal(opening({ needs: "red-flags" }), "line")
  assert.equal(opening({ needs: "staff", isSetAside: true }), "staff")
  assert.equal(opening({ needs: "check", isKnown: false, children: 0, massages: 0 }), "questions")
})

test("a family whose children are all set aside is asked nothing; the emergency signs stay", () => {
  const family = { isKnown: false, children: 0, massages: 0, isSetAside: true }
  assert.equal(opening({ needs: "check", ...family }), "go")
  assert.equal(opening({ needs: "red-flags", ...family }), "line")
})

test("invitations rest two days after a vaccine, until asked when unwell, and never shorter than set", () => {
  assert.equal(restUntil("vaccine", "2026-12-30"), "2027-01-01")
  assert.equal(restUntil("vaccine", "2026-12-30", "2027-01-05"), null)
  assert.equal(restUntil("vaccine", "2026-12-30", "asked"), null)
  assert.equal(restUntil("unwell", "2026-12-30", "2027-01-05"), "asked")
  assert.equal(restUntil(null, "2026-12-30"), null)
})

test("the emergency signs come before a routine with strokes on the tummy", () => {
  const strokes = [{ kind: "hold", area: "tummy" }, { kind: "stroke", area: "tummy" }]
  assert.deepEqual([looksFirst("ready", strokes), looksFirst("quick", strokes)], [true, true])
  assert.equal(looksFirst("quick", strokes.slice(0, 1)), false)
  assert.equal(looksFirst("who", strokes), false, "they come when it is known for whom")
  assert.equal(looksFirst("line", strokes), false, "that screen is the emergency signs")
})
