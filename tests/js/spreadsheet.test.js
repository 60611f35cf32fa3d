import assert from "node:assert/strict"
import { test } from "node:test"
import { csv } from "../../static/js/models/spreadsheet.js"

test("rows end as RFC 4180 wants, and the file says that its letters are UTF-8", () => {
  assert.equal(csv([["Day", "Note"], ["2026-11-28", "quiet"]]), "\uFEFFDay,Note\r\n2026-11-28,quiet\r\n")
})

test("commas, quotes and lines inside a cell stay inside it", () => {
  assert.equal(csv([['a "b", c\nd', "", null, undefined, 5]]), '\uFEFF"a ""b"", c\nd",,,,5\r\n')
})

for (const start of ["=", "+", "-", "@", "\t", "\r", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"]) {
  test(`a note that begins with ${JSON.stringify(start)} is no formula`, () => {
    const [, cell] = csv([["x", `${start}HYPERLINK("http://evil")`]]).split(/,(.*)/s)
    assert.ok(cell.startsWith(`"'${start}`), cell)
  })
}

for (const text of ["quiet;=1+1", "quiet; @SUM(1)", "first\n=1+1", "first\r\n+1", "a;-1+cmd|x;b"]) {
  test(`${JSON.stringify(text)} is no formula either where ; parts the cells`, () => {
    const parts = csv([["x", text]]).split(/[;\r\n]+ */)
    assert.deepEqual(parts.filter(part => /^[=+\-@]/.test(part)), [])
  })
}

test("a list with dashes and a face stay as they were written", () => {
  assert.equal(csv([["she smiled ;-)\n- arms\n- legs"]]), '\uFEFF"she smiled ;-)\n- arms\n- legs"\r\n')
})
