import assert from "node:assert/strict"
import { test } from "node:test"
import { familyFile, newEntries, readFamilyFile, UnreadableFile } from "../../static/js/models/family_file.js"

const ID = n => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`
const FIELDS = { outcome: "given", note: "ÿ “quiet” 🤲", later: { unknown: [1] } }
const MASSAGE = { kind: "massage", record: ID(1), fields: FIELDS, stamps: {}, pending: true }
const FUTURE = { kind: "song", record: ID(2), fields: { words: "la" } }
const NOW = Date.parse("2026-11-28T19:00:00Z")

const written = (records, refused = []) => JSON.stringify(familyFile({ records, refused }, NOW))

test("what was written is read again, with kinds and fields that this release does not know", () => {
  const { records, unreadable } = readFamilyFile(written([MASSAGE, FUTURE]))
  assert.deepEqual(records, [
    { kind: "massage", record: ID(1), fields: FIELDS }, { kind: "song", record: ID(2), fields: { words: "la" } }
  ])
  assert.equal(unreadable, 0)
})

test("what the server refused is in the file too", () => {
  const refused = [{ entry: { id: "x" }, code: "invalid" }]
  assert.deepEqual(JSON.parse(written([], refused)).refused, refused)
})

for (const [text, reason] of [
  ["", "not-a-file"], ["{", "not-a-file"], ["null", "not-ours"], ["[]", "not-ours"], ["5", "not-ours"],
  ['{"records": []}', "not-ours"], ['{"format": "warm-hands", "records": {}}', "not-ours"],
  ['{"format": "warm-hands", "version": 2, "records": []}', "newer"]
]) {
  test(`${text || "nothing"} is no file of ours: ${reason}`, () => {
    assert.throws(() => readFamilyFile(text), new UnreadableFile(reason))
  })
}

test("parts that make no sense do not keep the others out, and are counted", () => {
  const strange = [
    null, 5, {}, { kind: "massage" }, { kind: 5, record: ID(1), fields: {} }, { kind: "massage", record: "../x", fields: {} },
    { kind: "massage", record: ID(3), fields: [] }
  ]
  const file = JSON.parse(written([MASSAGE]))
  file.records.push(...strange)
  const { records, unreadable } = readFamilyFile(JSON.stringify(file))
  assert.equal(records.length, 1)
  assert.equal(unreadable, strange.length)
})

test("what is known here, changed or removed, stays as it is: a second time brings nothing", () => {
  const once = { family: ID(90), reminder: ID(91) }
  const first = newEntries([MASSAGE, FUTURE], new Set(), once)
  assert.deepEqual(first.map(({ record, action }) => [record, action]), [[ID(1), "put"], [ID(2), "put"]])
  assert.deepEqual(newEntries([MASSAGE, FUTURE], new Set([ID(1), ID(2)]), once), [])
})

test("the invitation comes where there is none, without the other installation's phones; the zone never", () => {
  const once = { family: ID(90), reminder: ID(91) }
  const records = [
    { kind: "family", record: ID(80), fields: { zone: "Asia/Tokyo" } },
    { kind: "reminder", record: ID(81), fields: { on: true, time: "18:45", devices: [ID(7)] } }
  ]
  assert.deepEqual(newEntries(records, new Set(), once), [
    { kind: "reminder", record: ID(91), action: "put", fields: { on: true, time: "18:45" } }
  ])
  assert.deepEqual(newEntries(records, new Set([ID(91)]), once), [])
})
