// One IndexedDB transaction as a promise: all of a work or nothing of it.
import { endsWithThePage } from "./leaving.js"
import { within } from "./patience.js"

const PATIENCE = 10_000

/** Resolves with what `work(stores)` returns when `transaction` is complete; rejects when nothing stays. */
export async function carryOut(transaction, names, work) {
  const stores = Object.fromEntries(names.map(name => [name, transaction.objectStore(name)]))
  const ended = completed(transaction)
  endsWithThePage(transaction)
  try {
    const late = () => new DOMException("The transaction hangs", "TimeoutError")
    const [result] = await within(PATIENCE, Promise.all([work(stores), ended.promise]), late)
    return result
  } catch (error) {
    if (!ended.isOver) transaction.abort() // half of a work must not stay
    throw error
  }
}

/** The promise of one request's result. */
export function wanted(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

// A request that succeeded is not yet kept; a transaction that completed is (jakearchibald/idb).
function completed(transaction) {
  const ended = { isOver: false }
  ended.promise = new Promise((resolve, reject) => {
    const over = settle => () => {
      ended.isOver = true
      settle(transaction.error ?? new DOMException("The connection closed", "AbortError"))
    }
    transaction.oncomplete = over(resolve)
    transaction.onabort = over(reject)
  })
  return ended
}
