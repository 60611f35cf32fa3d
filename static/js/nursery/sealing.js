// What was never sent, kept on a phone that signs out: nobody reads it until its caregiver is back.
// The key is with the server, which gives it to this caregiver's phones; here stays what it sealed.
// Loaded only when somebody signs out with something unsent, or comes back to it.
import { takeBack } from "./outbox.js"
import { wanted } from "./transactions.js"

const ALGORITHM = "AES-GCM"

/** Resolves with { at, iv, content, strangers }: all that only `database` has, encrypted; null for nothing. `key` is base64. */
export async function seal(database, key, { clock }) {
  const [rows, refused] = await database.read(["outbox", "refused"], stores => Promise.all([
    wanted(stores.outbox.getAll()), wanted(stores.refused.getAll())
  ]))
  const entries = rows.filter(row => !row.isCopy).map(row => row.entry)
  if (!entries.length && !refused.length) return null
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify({ entries, refused }))
  const content = await crypto.subtle.encrypt({ name: ALGORITHM, iv }, await imported(key), plain)
  return { at: clock(), iv, content, strangers: [] }
}

/**
 * Opens what this phone's caregiver sealed before: it waits to be sent again, or to be looked at where it was refused.
 * Throws Answer or Offline when the key is not to be had.
 */
export async function unseal({ phone, database, ids, call }) {
  const sealed = await phone.read(["sealed"], stores => wanted(stores.sealed.getAll()))
  const untried = sealed.filter(({ strangers }) => !strangers.includes(ids.caregiver))
  if (!untried.length) return
  const { key } = await call("POST", "/api/seal-key", {})
  const opened = await Promise.all(untried.map(one => open(one, key)))
  await database.write(["outbox", "sent", "refused"], async stores => {
    for (const { entries, refused } of opened.filter(Boolean)) await takeBack(stores, entries, refused)
  })
  await phone.write(["sealed"], stores => {
    for (const [index, one] of untried.entries()) {
      if (opened[index]) stores.sealed.delete(one.at)
      else stores.sealed.put({ ...one, strangers: [...one.strangers, ids.caregiver] })
    }
  })
}

// Resolves with null for what somebody else sealed.
async function open({ iv, content }, key) {
  try {
    const plain = await crypto.subtle.decrypt({ name: ALGORITHM, iv }, await imported(key), content)
    return JSON.parse(new TextDecoder().decode(plain))
  } catch (error) {
    if (error.name != "OperationError") throw error
    return null
  }
}

async function imported(key) {
  const bytes = Uint8Array.from(atob(key), letter => letter.charCodeAt(0))
  return crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"])
}
