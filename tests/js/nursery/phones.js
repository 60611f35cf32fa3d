// Phones for tests: the real nursery on a fake IndexedDB that outlives restarts.
import { randomUUID, webcrypto } from "node:crypto"
import { IDBFactory, IDBKeyRange } from "fake-indexeddb"
import { createNursery } from "../../../static/js/nursery/nursery.js"

globalThis.IDBKeyRange = IDBKeyRange
globalThis.crypto ??= webcrypto // Node 18

/** A phone: `start()` opens its nursery, again after a kill; its storage stays. */
export class Phone {
  indexedDB = new IDBFactory()
  now = Date.UTC(2026, 10, 21, 18, 45)
  server = null // (path, request) => Response
  asked = []
  /** (handle, mode): may throw or close the handle; (names, mode, options, transaction): looks on. */
  beforeTransaction = null
  onTransaction = null

  constructor(more = {}) {
    this.more = more
  }

  async start(more = {}) {
    const fetch = async (path, request) => {
      const asked = { path, method: request.method, body: request.body && JSON.parse(request.body) }
      this.asked.push(asked)
      if (!this.server) throw new TypeError("Failed to fetch")
      return this.server(asked, request)
    }
    const platform = { indexedDB: watched(this.indexedDB, this), fetch, clock: () => this.now, random: randomUUID }
    this.nursery = await createNursery({ ...platform, ...this.more, ...more })
    return this.nursery
  }

  /** Founds the family on a server that says yes, which then goes away again. */
  async member(epoch = randomUUID()) {
    const { family, caregiver, device } = this.nursery.ids
    this.server = () => ours({ family, caregiver, device, epoch, recovery_code: "ABCD" }, 201)
    await this.nursery.foundFamily({ zone: "Europe/Berlin" })
    this.server = null
    this.epoch = epoch
  }
}

function watched(indexedDB, phone) {
  return {
    open(...wanted) {
      const request = indexedDB.open(...wanted)
      request.addEventListener("success", () => {
        const handle = request.result
        const begin = handle.transaction.bind(handle)
        handle.transaction = (names, mode, options) => {
          phone.beforeTransaction?.(handle, mode)
          const transaction = begin(names, mode, options)
          phone.onTransaction?.(names, mode, options, transaction)
          return transaction
        }
      })
      return request
    },
    deleteDatabase: name => indexedDB.deleteDatabase(name)
  }
}

/** An answer as our server gives it. */
export function ours(content, status = 200, headers = {}) {
  const body = status == 204 ? null : JSON.stringify(content)
  return new Response(body, { status, headers: { "Content-Type": "application/json", "Warm-Hands": "1", ...headers } })
}

/** The answer to a sync that accepts everything, but for what `change` says. */
export function yes(phone, { body }, change = {}) {
  return ours({
    epoch: phone.epoch, cursor: body.cursor, accepted: body.entries.map(entry => entry.id),
    refused: [], records: [], reminder_status: {}, more: false, ...change
  })
}

/** Waits for something to become true, in real time. */
export async function until(isTrue, milliseconds = 5_000) {
  const deadline = Date.now() + milliseconds
  while (!await isTrue()) {
    if (Date.now() > deadline) throw new Error(`did not happen within ${milliseconds} ms: ${isTrue}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
