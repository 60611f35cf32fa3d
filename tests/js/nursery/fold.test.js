import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { fold } from "../../../static/js/nursery/fold.js"

const cases = JSON.parse(readFileSync(new URL("../../cases/fold.json", import.meta.url)))

function* orders(entries) {
  if (entries.length < 2) yield entries
  else for (const [index, first] of entries.entries()) {
    for (const rest of orders(entries.filter((_, i) => i != index))) yield [first, ...rest]
  }
}

for (const { name, entries, record } of cases) {
  test(`in every order: ${name}`, () => {
    for (const order of orders(entries)) {
      assert.equal(told(order.reduce(fold, null)), told(record))
      assert.equal(told([...order, ...order].reduce(fold, null)), told(record))
    }
  })
}

test("folding changes neither the record nor the entry", () => {
  const [first, second] = cases[1].entries
  const record = fold(null, first)
  const before = told([record, second])
  fold(record, second)
  assert.equal(told([record, second]), before)
})

// deepEqual is lenient about a field called __proto__; sorted JSON is not
function told(value) {
  return JSON.stringify(value, (_, part) => part && typeof part == "object" && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1)) : part)
}
