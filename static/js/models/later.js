import { localDate } from "./day.js"

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const STEPS = [30, 60, 90]

/** Up to three moments later in this evening, on the quarter hour; `now` in milliseconds. */
export function laterTimes(now, zone) {
  const today = localDate(now, zone)
  return STEPS.map(minutes => Math.ceil((now + minutes * MINUTE) / QUARTER) * QUARTER)
    .filter(time => localDate(time, zone) === today)
}
