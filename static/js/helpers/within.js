/**
 * Settles with `promise`, or with `otherwise` after `seconds`.
 *
 * Some of the browser's promises never settle (subscribing where no push service answers, a
 * permission prompt that was swiped away), and a page that waits for them waits for ever.
 */
export function within(seconds, promise, otherwise) {
  let timer
  const late = new Promise(resolve => { timer = setTimeout(resolve, seconds * 1000, otherwise) })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
