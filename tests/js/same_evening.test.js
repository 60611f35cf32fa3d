import assert from "node:assert/strict"
import { test } from "node:test"
import { perhapsOne, takenOver } from "../../static/js/models/same_evening.js"

const massage = (record, at, fields = {}) => ({
  record, fields: {
    when: { at: `2026-11-20T${at}:00.000Z`, zone: "Europe/Berlin", local_date: "2026-11-20" },
    outcome: "given", routine: "first-touch", caregiver: record, ...fields
  }
})
const records = pair => pair && pair.map(({ record }) => record)

test("two people, one evening, an hour apart: perhaps one", () => {
  assert.deepEqual(records(perhapsOne([massage("b", "19:20"), massage("a", "18:30")])), ["a", "b"])
})

for (const [why, second] of [
  ["the same person wrote both", massage("b", "18:40", { caregiver: "a" })],
  ["nobody knows who wrote one", massage("b", "18:40", { caregiver: undefined })],
  ["they are two hours apart", massage("b", "20:31")],
  ["one says not today", massage("b", "18:40", { outcome: "not-today" })],
  ["they are of other children", massage("b", "18:40", { children: ["y"] })],
  ["somebody said they are two", massage("b", "18:40", { apart: ["a"] })],
  ["they are of two days", massage("b", "18:40", { when: { at: "2026-11-20T18:40:00.000Z", local_date: "2026-11-21" } })]
]) {
  test(`not asked where ${why}`, () => {
    assert.equal(perhapsOne([massage("a", "18:30", { children: ["x"] }), second]), null)
  })
}

test("a massage without its time is left alone", () => {
  assert.equal(perhapsOne([{ record: "a", fields: {} }, massage("b", "18:40")]), null)
})

test("the newest evening is asked about first, and only one", () => {
  const later = ["c", "d"].map((record, minutes) => massage(record, `18:1${minutes}`, {
    when: { at: `2026-11-22T18:1${minutes}:00.000Z`, local_date: "2026-11-22" }
  }))
  assert.deepEqual(records(perhapsOne([massage("a", "18:30"), massage("b", "18:40"), ...later])), ["c", "d"])
})

test("the first keeps its word, takes what it had not said, and joins lists and notes", () => {
  const first = massage("a", "18:30", { cues: ["smiling"], note: "Long legs.", state_after: "drowsy" })
  const second = massage("b", "18:40", {
    cues: ["reaching", "smiling"], note: "She sang.", state_after: "quiet-alert", state_before: "crying", seconds: 300, apart: ["z"]
  })
  assert.deepEqual(takenOver(first, second), {
    cues: ["smiling", "reaching"], note: "Long legs.\n\nShe sang.", state_before: "crying", seconds: 300
  })
})

test("where both say the same there is nothing to take over", () => {
  assert.deepEqual(takenOver(massage("a", "18:30", { note: "x" }), massage("b", "18:30", { note: "x", caregiver: "b" })), {})
})
