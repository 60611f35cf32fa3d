import assert from "node:assert/strict"
import { test } from "node:test"
import { summaryOf } from "../../static/js/models/summary.js"

const massage = (record, date, fields = {}) =>
  ({ record, fields: { when: { at: `${date}T18:30:00.000Z`, local_date: date }, routine: "first-touch", outcome: "given", ...fields } })

const summary = summaryOf([
  massage("c", "2026-11-20", { cues: ["smiling", "smiling"], children: ["mia"] }),
  massage("a", "2026-11-18", { cues: ["crying", "smiling"], routine: "full-body", children: ["noa"] }),
  massage("b", "2026-11-19", { outcome: "not-today" }),
  massage("d", "2026-11-21", { cues: [], note: "ours" })
])

test("oldest first, with how often each routine was done and each sign was seen", () => {
  assert.deepEqual(summary.massages.map(({ record }) => record), ["a", "b", "c", "d"])
  assert.deepEqual(summary.routines, [{ name: "first-touch", count: 2 }, { name: "full-body", count: 1 }])
  assert.deepEqual(summary.cues, [{ name: "smiling", count: 2 }, { name: "crying", count: 1 }])
})

test("of one child: its own, and those that name none", () => {
  const { massages, cues } = summaryOf(summary.massages, { child: "mia" })
  assert.deepEqual(massages.map(({ record }) => record), ["b", "c", "d"])
  assert.deepEqual(cues, [{ name: "smiling", count: 1 }])
})
