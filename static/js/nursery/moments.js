// Moments as they are on the wire: RFC 3339 UTC with milliseconds, so they compare as strings.

const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** The wire form of `ms`, also for a clock that is out of its mind. */
export function moment(ms) {
  return new Date(Math.min(Math.max(ms, 0), LAST)).toISOString()
}

/** `text` moved by `ms` milliseconds. */
export function moved(text, ms) {
  return moment(Date.parse(text) + ms)
}

/** The greatest of the given moments, "" when there is none. */
export function latest(texts) {
  return texts.reduce((a, b) => a > b ? a : b, "")
}

/** The earliest of the given moments. */
export function earliest(texts) {
  return texts.reduce((a, b) => a < b ? a : b)
}
