const DAY = 24 * 60

/** The reminder of a family that has chosen nothing. */
export const USUAL = {
  on: false, time: "18:45", weekdays: [1, 2, 3, 4, 5, 6, 7], window_minutes: 90, quiet_from: "21:00", quiet_to: "07:00"
}

/** Whether "HH:MM" lies inside quiet hours that may run over midnight; their end is outside. */
export function isQuiet(time, from, to) {
  return between(from, time) < between(from, to)
}

/** Quiet hours moved as little as possible so that an invitation at `time` has `window` minutes. */
export function madeRoom(time, { from, to, window }) {
  const untilEnd = between(time, to)
  if (between(from, time) > untilEnd || untilEnd <= window) return { from, to: time }
  return { from: plus(time, window), to }
}

/** "HH:MM" some minutes later, round the clock. */
export function plus(time, minutes) {
  const later = (minutesOf(time) + minutes) % DAY
  return [Math.floor(later / 60), later % 60].map(part => String(part).padStart(2, "0")).join(":")
}

/** The minutes from one time of day forward to another. */
export const between = (from, to) => (minutesOf(to) - minutesOf(from) + DAY) % DAY

function minutesOf(time) {
  const [hours, minutes] = time.split(":").map(Number)
  return hours * 60 + minutes
}

/** Whether invitations rest on `today`; `until` is the date they come back, "asked", or nothing. */
export const isPaused = (until, today) => until === "asked" || Boolean(until && until > today)
