import assert from "node:assert/strict"
import { test } from "node:test"
import { keepRelease } from "../../../service_worker/precaching.js"
import { begin, takeOver, tidy } from "../../../service_worker/updating.js"
import { Phone, Server } from "./phone.js"

const files = digest => ({ "/": digest, [`/release/${digest}/static/js/app.js`]: digest })

class Locks {
  held = []

  async query() {
    return { held: this.held.map(name => ({ name })), pending: [] }
  }

  async request(name, { ifAvailable }, work) {
    assert.ok(ifAvailable)
    return work(this.held.includes(name) ? null : { name })
  }
}

async function phoneWith(...digests) {
  const phone = new Phone()
  for (const digest of digests) {
    phone.server = new Server(digest, files(digest))
    await keepRelease(digest, phone)
  }
  phone.navigator = { locks: new Locks() }
  phone.registration = {}
  phone.clients = { claim: async () => {} }
  phone.takenOver = 0
  phone.skipWaiting = async () => { phone.takenOver += 1 }
  return phone
}

test("takes over when nobody plays", async () => {
  const phone = await phoneWith("a")
  await takeOver(phone)
  assert.equal(phone.takenOver, 1)
})

test("does not take over while a page plays a massage", async () => {
  const phone = await phoneWith("a")
  phone.navigator.locks.held = ["playing"]
  await takeOver(phone)
  assert.equal(phone.takenOver, 0)
})

test("an earlier release stays while a page uses it, and goes afterwards", async () => {
  const phone = await phoneWith("a", "b")
  phone.navigator.locks.held = ["release-a"]
  await begin("b", phone)
  await tidy("b", phone)
  assert.deepEqual(await phone.caches.keys(), ["release-a", "release-b"])

  phone.navigator.locks.held = []
  await tidy("b", phone)
  assert.deepEqual(await phone.caches.keys(), ["release-b"])
})

test("beginning deletes no whole release: a page of it may be on its way", async () => {
  const phone = await phoneWith("a", "b")
  await begin("b", phone)
  assert.deepEqual(await phone.caches.keys(), ["release-a", "release-b"])
})

test("a release that is just arriving is left alone", async () => {
  const phone = await phoneWith("a", "b")
  for (const stage of ["installing", "waiting"]) {
    phone.registration = { [stage]: {} }
    await begin("a", phone)
    await tidy("a", phone)
    assert.deepEqual(await phone.caches.keys(), ["release-a", "release-b"])
  }
})

test("an unfinished download is kept to go on with, until another release has won", async () => {
  const phone = await phoneWith("a")
  await phone.caches.open("release-b")
  await tidy("a", phone)
  assert.deepEqual(await phone.caches.keys(), ["release-a", "release-b"])
  await begin("a", phone)
  assert.deepEqual(await phone.caches.keys(), ["release-a"])
})
