// When the server may be asked again: full jitter, so that a thousand phones do not come at once.

const SECOND = 1_000
const LONGEST = 15 * 60 * SECOND // while the server is in trouble
const LONGEST_OFFLINE = 30 * SECOND // while nobody answers, asking costs nobody anything
const LONGEST_ASKED = 60 * 60 * SECOND // a Retry-After beyond this is not believed

/** The state after one more failure: { failures, until, longest, isAsked }, in ms of the phone's clock. */
export function afterFailure(before, { status, retryAfter }, now, random) {
  const failures = (before?.failures ?? 0) + 1
  if (retryAfter) {
    const longest = Math.min(retryAfter * SECOND, LONGEST_ASKED)
    return { failures, isAsked: true, until: now + longest, longest }
  }
  const longest = Math.min(SECOND * 2 ** (failures - 1), status ? LONGEST : LONGEST_OFFLINE)
  return { failures, isAsked: false, until: now + fraction(random()) * longest, longest }
}

/** Whether to wait still; a clock that was set back never makes it wait longer than it would have. */
export function isWaiting(state, now, isUrgent) {
  if (!state || isUrgent && !state.isAsked) return false
  return state.until > now && state.until - now <= state.longest
}

// A number from 0 to 1 out of a random UUID.
function fraction(uuid) {
  return parseInt(uuid.slice(0, 8), 16) / 2 ** 32
}
