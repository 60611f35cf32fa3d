import assert from "node:assert/strict"
import { test } from "node:test"
import { isSearch, isWanted } from "../../static/js/models/finding.js"

const massage = { fields: { caregiver: "ada", routine: "first-touch", children: ["mia"] } }
const said = () => "First touch Ganz müde, hielt meinen Daumen."

for (const [wish, isFound] of [
  [{}, true],
  [{ child: "mia", caregiver: "ada", routine: "first-touch", text: "daumen" }, true],
  [{ child: "noa" }, false],
  [{ caregiver: "ben" }, false],
  [{ routine: "full-body" }, false],
  [{ text: "MUDE first" }, true],
  [{ text: "müde fuß" }, false],
  [{ text: "  " }, true]
]) {
  test(`${JSON.stringify(wish)} ${isFound ? "finds it" : "does not"}`, () => {
    assert.equal(isWanted(massage, wish, said), isFound)
  })
}

test("a massage that names no child is found under each of them", () => {
  assert(isWanted({ fields: { routine: "first-touch" } }, { child: "mia" }, said))
})

test("words are read only where words are looked for", () => {
  const unread = () => assert.fail("nobody asked")
  assert(isWanted(massage, { caregiver: "ada" }, unread))
})

test("a form that was not filled in looks for nothing", () => {
  assert.equal(isSearch({ text: " ", child: "", until: "" }), false)
  assert.equal(isSearch({ text: "", until: "2026-01-01" }), true)
})
