import assert from "node:assert/strict"
import { test } from "node:test"
import { NotTheRelease } from "../../../service_worker/checking.js"
import { keepRelease, mendRelease } from "../../../service_worker/precaching.js"
import { missingFiles, sealedList } from "../../../static/js/helpers/kept.js"
import { page, Phone, Server } from "./phone.js"

const files = digest => ({
  "/": `<h1>Today</h1> ${digest}`,
  "/offline": `<h1>Not here</h1> ${digest}`,
  [`/release/${digest}/static/js/app.js`]: "export const same = true",
  [`/release/${digest}/static/css/app.css`]: `body { color: ${digest} }`,
  [`/release/${digest}/static/images/screenshots/today.css`]: "large"
})

const paths = phone => phone.asked.map(({ pathname }) => pathname)

async function textOf(phone, url, digest) {
  const kept = await phone.caches.match(url, { cacheName: `release-${digest}`, ignoreVary: true })
  return kept?.text()
}

test("keeps every must file, checked and fetched past the browser's own cache", async () => {
  const phone = new Phone(new Server("a", files("a")))
  await keepRelease("a", phone)

  assert.deepEqual(await missingFiles("a", phone), [])
  assert.equal(await textOf(phone, "/", "a"), "<h1>Today</h1> a")
  assert.ok(!paths(phone).includes("/release/a/static/images/screenshots/today.css"))
  for (const { cache, credentials, redirect } of phone.asked) {
    assert.deepEqual({ cache, credentials, redirect }, { cache: "reload", credentials: "omit", redirect: "error" })
  }
})

test("keeps plain bytes: no header says they are still compressed, the others stay", async () => {
  const phone = new Phone(new Server("a", files("a")))
  await keepRelease("a", phone)
  const kept = await phone.caches.match("/", { cacheName: "release-a" })
  assert.equal(kept.headers.get("content-encoding"), null)
  assert.equal(kept.headers.get("vary"), null)
  assert.equal(kept.headers.get("content-type"), "text/html; charset=utf-8")
})

const faults = {
  "is gone": () => new Response("no", { status: 404 }),
  "fails": () => new Response("no", { status: 500 }),
  "is a portal's page": () => page("<h1>Welcome to the hotel</h1>"),
  "is cut short": () => page("export const", "text/javascript"),
  "comes as another type": () => page("export const same = true", "text/plain"),
  "is redirected": () => Object.defineProperty(page("x"), "redirected", { value: true }),
  "never comes": () => { throw new TypeError("network") }
}

for (const [fault, answer] of Object.entries(faults)) {
  test(`a release with a file that ${fault} is not kept, the one before stays, a retry succeeds`, async () => {
    const phone = new Phone(new Server("a", files("a")))
    await keepRelease("a", phone)
    phone.server = new Server("b", files("b"))
    phone.server.answers.set("/release/b/static/css/app.css", answer)

    await assert.rejects(keepRelease("b", phone))
    assert.equal(await sealedList("release-b", phone), null)
    assert.equal(await missingFiles("b", phone), null)
    assert.deepEqual(await missingFiles("a", phone), [])
    assert.equal(await textOf(phone, "/", "a"), "<h1>Today</h1> a")

    phone.server.answers.clear()
    await keepRelease("b", phone)
    assert.deepEqual(await missingFiles("b", phone), [])
  })
}

test("a retry goes on where the last attempt ended", async () => {
  const phone = new Phone(new Server("a", files("a")))
  phone.server.answers.set("/release/a/static/css/app.css", () => new Response("no", { status: 500 }))
  await assert.rejects(keepRelease("a", phone), NotTheRelease)
  const earlier = paths(phone).length

  phone.server.answers.clear()
  await keepRelease("a", phone)
  assert.deepEqual(paths(phone).slice(earlier), ["/precache.json", "/release/a/static/css/app.css"])
})

test("an unchanged file is taken from the release before, not from the network", async () => {
  const phone = new Phone(new Server("a", files("a")))
  await keepRelease("a", phone)
  phone.server = new Server("b", files("b"))
  await keepRelease("b", phone)

  assert.ok(!paths(phone).includes("/release/b/static/js/app.js"))
  assert.equal(await textOf(phone, "/release/b/static/js/app.js", "b"), "export const same = true")
})

test("a damaged file of the release before is fetched again", async () => {
  const phone = new Phone(new Server("a", files("a")))
  await keepRelease("a", phone)
  const cache = await phone.caches.open("release-a")
  await cache.put("/release/a/static/js/app.js", page("export const sa", "text/javascript"))
  phone.server = new Server("b", files("b"))
  await keepRelease("b", phone)
  assert.equal(await textOf(phone, "/release/b/static/js/app.js", "b"), "export const same = true")
})

test("a list of another release is refused: two servers disagree during a deployment", async () => {
  const phone = new Phone(new Server("b", files("b")))
  await assert.rejects(keepRelease("a", phone), NotTheRelease)
  assert.deepEqual(await phone.caches.keys(), [])
})

test("half a release gives its space back when the phone is full", async () => {
  const phone = new Phone(new Server("a", files("a")))
  const cache = await phone.caches.open("release-a")
  cache.room = 20
  await assert.rejects(keepRelease("a", phone), { name: "QuotaExceededError" })
  assert.deepEqual(await phone.caches.keys(), [])
})

test("what the browser threw away is missed, and mended", async () => {
  const phone = new Phone(new Server("a", files("a")))
  await keepRelease("a", phone)
  const cache = await phone.caches.open("release-a")
  await cache.delete("/offline")
  assert.deepEqual(await missingFiles("a", phone), ["/offline"])

  await mendRelease("a", phone)
  assert.deepEqual(await missingFiles("a", phone), [])
})
