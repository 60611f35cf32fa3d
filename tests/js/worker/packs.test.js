import assert from "node:assert/strict"
import { test } from "node:test"
import { keepRelease } from "../../../service_worker/precaching.js"
import { missingFiles } from "../../../static/js/helpers/kept.js"
import { page, Phone, Server } from "./phone.js"

const PACK = "/release/a/packs/pages.json"
const PAGES = Array.from({ length: 12 }, (_, number) => `/learn/page-${number}`)
const files = {
  ...Object.fromEntries(PAGES.map(url => [url, `<h1>${url}</h1>`])),
  "/release/a/static/css/app.css": "body {}"
}

function served(pack = () => packed()) {
  const server = new Server("a", files)
  server.list.packs = { pages: PACK }
  for (const file of server.list.files) if (PAGES.includes(file.url)) file.pack = "pages"
  server.answers.set(PACK, pack)
  return new Phone(server)
}

function packed(changes = {}) {
  const content = { ...Object.fromEntries(PAGES.map(url => [url, ["text/html; charset=utf-8", "no-cache", files[url]]])), ...changes }
  return new Response(JSON.stringify(content), {
    headers: { "content-type": "application/json", "content-encoding": "br", etag: "x", "warm-hands": "1", "cache-control": "immutable" }
  })
}

const paths = phone => phone.asked.map(({ pathname }) => pathname)

test("many missing files come as one pack, checked, with the headers of our answers and their own for caching", async () => {
  const phone = served()
  await keepRelease("a", phone)
  assert.deepEqual(await missingFiles("a", phone), [])
  assert.deepEqual(paths(phone), ["/precache.json", PACK, "/release/a/static/css/app.css"])
  const kept = await phone.caches.match(PAGES[3], { cacheName: "release-a" })
  assert.equal(await kept.text(), files[PAGES[3]])
  assert.deepEqual(Object.fromEntries(kept.headers), {
    "cache-control": "no-cache", "content-type": "text/html; charset=utf-8", "warm-hands": "1"
  })
})

const faults = {
  "is gone": () => new Response("no", { status: 404 }),
  "is a portal's page": () => page("<h1>Welcome to the hotel</h1>"),
  "is cut short": () => new Response('{"/learn/page-0": ["text/html"'),
  "is of another shape": () => Response.json(["/learn/page-0"]),
  "is nothing": () => Response.json(null),
  "never comes": () => { throw new TypeError("network") }
}

for (const [fault, pack] of Object.entries(faults)) {
  test(`a pack that ${fault} costs nothing but time: its files come one by one`, async () => {
    const phone = served(pack)
    await keepRelease("a", phone)
    assert.deepEqual(await missingFiles("a", phone), [])
    assert.deepEqual(paths(phone).filter(path => PAGES.includes(path)).sort(), [...PAGES].sort())
  })
}

test("a file that is wrong in its pack is fetched by itself, and only that one", async () => {
  const wrong = { [PAGES[2]]: ["text/html", "no-cache", "<h1>Another</h1>"], [PAGES[5]]: 7, [PAGES[6]]: ["text/javascript", "no-cache", files[PAGES[6]]] }
  const phone = served(() => packed(wrong))
  await keepRelease("a", phone)
  assert.deepEqual(await missingFiles("a", phone), [])
  assert.deepEqual(paths(phone).filter(path => PAGES.includes(path)), [PAGES[2], PAGES[5], PAGES[6]])
})

test("the last few that are missing come without their pack", async () => {
  const phone = served()
  await keepRelease("a", phone)
  const cache = await phone.caches.open("release-a")
  for (const url of PAGES.slice(0, 3)) await cache.delete(url)
  await cache.delete("/precache.json")
  const earlier = phone.asked.length
  await keepRelease("a", phone)
  assert.deepEqual(paths(phone).slice(earlier).sort(), ["/precache.json", ...PAGES.slice(0, 3)].sort())
})

test("a phone that is full while a pack is unpacked gives the space back", async () => {
  const phone = served()
  const cache = await phone.caches.open("release-a")
  cache.room = 10
  await assert.rejects(keepRelease("a", phone), { name: "QuotaExceededError" })
  assert.deepEqual(await phone.caches.keys(), [])
})
