import assert from "node:assert/strict"
import { test } from "node:test"
import { answer, isOurs } from "../../../service_worker/answering.js"
import { keepRelease } from "../../../service_worker/precaching.js"
import { ORIGIN, Phone, Server } from "./phone.js"

const files = digest => ({
  "/": `<h1>Today</h1> ${digest}`,
  "/strokes/legs": `<h1>Legs</h1> ${digest}`,
  "/offline": `<h1>Not here</h1> ${digest}`,
  [`/release/${digest}/static/js/app.js`]: `export const release = "${digest}"`
})

function asking(path, { mode = "navigate", method = "GET", headers = {}, cache = "default" } = {}) {
  return { url: new URL(path, ORIGIN).href, mode, method, cache, headers: new Headers(headers) }
}

async function installed(digest = "a") {
  const phone = new Phone(new Server(digest, files(digest)))
  await keepRelease(digest, phone)
  phone.asked = []
  return phone
}

test("answers only reads of our own pages and files", () => {
  const ours = (path, how) => isOurs(asking(path, how), ORIGIN)
  assert.ok(ours("/"))
  assert.ok(ours("/strokes/legs", { mode: "cors" }))
  assert.ok(ours("/release/a/static/js/app.js", { mode: "cors" }))

  for (const path of ["/api/sync", "/api/", "/health", "/metrics", "/service-worker.js", "/precache.json"]) {
    assert.ok(!ours(path), path)
  }
  assert.ok(!ours("/", { method: "POST" }))
  assert.ok(!ours("https://elsewhere.test/"))
  assert.ok(!ours("/voice.mp3", { headers: { range: "bytes=0-" } }))
  assert.ok(!ours("/", { cache: "only-if-cached" }))
})

test("a page comes from the phone, whatever was added to its address, and nobody is asked", async () => {
  const phone = await installed()
  const today = await answer(asking("/?source=home"), "a", phone)
  assert.equal(await today.text(), "<h1>Today</h1> a")
  const part = await answer(asking("/strokes/legs", { mode: "cors" }), "a", phone)
  assert.equal(await part.text(), "<h1>Legs</h1> a")
  assert.deepEqual(phone.asked, [])
})

test("only a page's search is ignored, not a file's", async () => {
  const phone = await installed()
  const file = await answer(asking("/release/a/static/js/app.js?x", { mode: "cors" }), "a", phone)
  assert.deepEqual(phone.asked.map(({ pathname }) => pathname), ["/release/a/static/js/app.js"])
  assert.equal(file.status, 200)
})

test("a page of an older release still gets its own files", async () => {
  const phone = await installed("a")
  phone.server = new Server("b", files("b"))
  await keepRelease("b", phone)
  const file = await answer(asking("/release/a/static/js/app.js", { mode: "cors" }), "b", phone)
  assert.equal(await file.text(), 'export const release = "a"')
})

test("what is not on the phone comes from the network", async () => {
  const phone = await installed()
  phone.server.files.set("/news", "<h1>News</h1>")
  const news = await answer(asking("/news"), "a", phone)
  assert.equal(await news.text(), "<h1>News</h1>")
})

test("without a network an unknown page is the offline page, a file is an error", async () => {
  const phone = await installed()
  phone.server.answer = async () => { throw new TypeError("network") }
  const page = await answer(asking("/nowhere"), "a", phone)
  assert.equal(await page.text(), "<h1>Not here</h1> a")
  await assert.rejects(answer(asking("/release/a/static/js/gone.js", { mode: "cors" }), "a", phone), TypeError)
})

test("a network that never answers ends at the offline page", async t => {
  t.mock.timers.enable({ apis: ["setTimeout"] })
  const phone = await installed()
  phone.server.answer = () => new Promise(() => {})
  const answered = answer(asking("/nowhere"), "a", phone)
  await new Promise(resolve => setImmediate(resolve))
  t.mock.timers.tick(9_000)
  assert.equal(await (await answered).text(), "<h1>Not here</h1> a")
})

test("a cache that does not open leaves the network", async () => {
  const phone = await installed()
  phone.caches.match = async () => { throw new DOMException("no", "InvalidStateError") }
  const today = await answer(asking("/"), "a", phone)
  assert.equal(await today.text(), "<h1>Today</h1> a")
})
