// When a parent moves on quickly, WebKit freezes the page in the middle of a transaction, and every
// later transaction of every page waits for that one for ever (seen in WebKitGTK 2.50). So a page
// that leaves ends what is under way; should it come back, the work is done again.

const underWay = new Set()
let isHere = Promise.resolve()
let arrive = () => {}

globalThis.addEventListener?.("pagehide", leave)
globalThis.addEventListener?.("pageshow", () => arrive())

/** Resolves while the page is open; for a page that was left, when it is shown again. */
export function here() {
  return isHere
}

/** Aborts `transaction` when the page is left before it is over. */
export function endsWithThePage(transaction) {
  underWay.add(transaction)
  for (const end of ["complete", "abort"]) {
    transaction.addEventListener(end, () => underWay.delete(transaction), { once: true })
  }
}

function leave() {
  isHere = new Promise(resolve => { arrive = resolve })
  for (const transaction of underWay) end(transaction)
  underWay.clear()
}

function end(transaction) {
  try {
    transaction.abort()
  } catch (error) {
    // it is committing by itself this very moment, which is as good
    if (error.name != "InvalidStateError") throw error
  }
}
