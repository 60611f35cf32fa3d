// Platform promises that can hang (open, persist, a dead connection) never hold a parent up.

/** Resolves as `promise` does, or rejects with `late()` after `milliseconds`. */
export async function within(milliseconds, promise, late) {
  let timer
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds)
  })
  try {
    return await Promise.race([promise, deadline])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Runs `work` while holding the Web Lock `name`; resolves with what `work` returns.
 *
 * A frozen tab may hold a lock for hours: after `patience` milliseconds the work goes on without
 * it, which is safe because everything it does may happen twice.
 */
export async function takingTurns(locks, name, work, patience = 30_000) {
  if (!locks) return work()
  let isOurs = false
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), patience)
  try {
    return await locks.request(name, { signal: giveUp.signal }, () => {
      isOurs = true
      clearTimeout(timer)
      return work()
    })
  } catch (error) {
    if (isOurs || error.name != "AbortError") throw error
    return work()
  } finally {
    clearTimeout(timer)
  }
}
