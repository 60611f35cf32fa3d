// What is kept on the phone. Upgrades only add: older code opens newer databases, and the outbox
// with what was never sent outlives every release.
import { Database } from "./database.js"
import { wanted } from "./transactions.js"

/** The same whatever the family: who this phone is, and its settings. */
export function phoneDatabase(dependencies) {
  return new Database("phone", [
    database => {
      database.createObjectStore("identity")
      database.createObjectStore("settings")
    },
    // { at, iv, content, strangers }: of somebody who signed out, see sealing.js
    database => database.createObjectStore("sealed", { keyPath: "at" })
  ], dependencies)
}

/** One family on this phone, named by the family's id. */
export function familyDatabase(family, dependencies) {
  return new Database(family, [
    database => {
      // { place, entry, isTroubled?, isCopy? }: never sent, or sent without a verdict
      const outbox = database.createObjectStore("outbox", { keyPath: "place", autoIncrement: true })
      outbox.createIndex("id", "entry.id", { unique: true })
      outbox.createIndex("record", "entry.record")
      // as the server answers them
      database.createObjectStore("records", { keyPath: "record" }).createIndex("kind", "kind")
      // own entries that were accepted, for a server that was restored from a backup
      database.createObjectStore("sent", { keyPath: "id" })
      // { id, entry, code, field, message }
      database.createObjectStore("refused", { keyPath: "id" })
      database.createObjectStore("state")
    },
    // by local date, of what has one, for days.js: a page that wants the last weeks does not read ten years
    (_, transaction) => transaction.objectStore("records").createIndex("day", "fields.when.local_date"),
    (_, transaction) => {
      const outbox = transaction.objectStore("outbox")
      outbox.createIndex("kind", "entry.kind")
      outbox.createIndex("day", "entry.fields.when.local_date")
    }
  ], dependencies)
}

/** A small key-value view of a store: get, set, delete. */
export function keyed(database, name) {
  return {
    get: async key => database().read([name], stores => wanted(stores[name].get(key))),
    set: async (key, value) => database().write([name], stores => wanted(stores[name].put(value, key)), "relaxed"),
    delete: async key => database().write([name], stores => wanted(stores[name].delete(key)), "relaxed")
  }
}
