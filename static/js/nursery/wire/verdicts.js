// Reads the answer to POST /api/sync whole, before anything of it is believed.
import { Offline } from "./call.js"

/** Returns { epoch, cursor, accepted, refused, records, reminder_status, more }; throws Offline. */
export function verdicts(content) {
  const isWhole = isObject(content)
    && typeof content.epoch == "string" && Number.isSafeInteger(content.cursor) && content.cursor >= 0
    && isListOf(content.accepted, isText) && isListOf(content.refused, isRefusal)
    && isListOf(content.records, isRecord)
  if (!isWhole) throw new Offline("not-ours")
  return { ...content, more: content.more === true, reminder_status: content.reminder_status ?? null }
}

function isRefusal(refusal) {
  // an entry without a readable id is refused without one
  return isObject(refusal) && (isText(refusal.id) || refusal.id === null) && isText(refusal.code)
}

function isRecord(record) {
  return isObject(record) && isText(record.record) && isText(record.kind)
    && Number.isSafeInteger(record.number) && typeof record.withdrawn == "boolean"
    && isObject(record.fields) && isObject(record.stamps) && Object.values(record.stamps).every(isText)
}

function isListOf(value, fits) {
  return Array.isArray(value) && value.every(fits)
}

function isObject(value) {
  return value !== null && typeof value == "object" && !Array.isArray(value)
}

function isText(value) {
  return typeof value == "string"
}
