import assert from "node:assert/strict"
import { test } from "node:test"
import { takingTurns } from "../../../static/js/nursery/patience.js"
import { caller } from "../../../static/js/nursery/wire/call.js"
import { ours } from "./phones.js"

test("a call is JSON to our own server, with cookies, never from a cache, never redirected", async () => {
  const asked = []
  const call = caller({ fetch: async (...request) => { asked.push(request); return ours({ fine: true }) } })
  assert.deepEqual(await call("POST", "/api/leave"), { fine: true })
  const [path, { signal, ...request }] = asked[0]
  assert.equal(path, "/api/leave")
  assert.deepEqual(request, {
    method: "POST", credentials: "same-origin", cache: "no-store", redirect: "error",
    headers: { "Content-Type": "application/json" }, body: "{}"
  })
  await call("GET", "/api/me")
  assert.equal(asked[1][1].body, undefined)
})

test("an answer without content is null", async () => {
  assert.equal(await caller({ fetch: async () => ours(null, 204) })("POST", "/api/sign-out"), null)
})

test("the server's no is an Answer with its code, its words and its field", async () => {
  const error = { code: "zone-unknown", message: "This time zone is not known here.", field: "zone" }
  const call = caller({ fetch: async () => ours({ error }, 400, { "Retry-After": "7" }) })
  await assert.rejects(call("POST", "/api/families", {}), { name: "Answer", status: 400, ...error, retryAfter: 7 })
})

test("a server that accepts and never answers is given up, and its connection with it", async () => {
  let isStopped = false
  const fetch = (path, { signal }) => new Promise(() => signal.addEventListener("abort", () => { isStopped = true }))
  await assert.rejects(caller({ fetch, patience: 30 })("GET", "/api/me"), { name: "Offline", reason: "late" })
  assert(isStopped)
})

test("an answer whose body never ends is given up too", async () => {
  const body = new ReadableStream({ start: controller => controller.enqueue(new TextEncoder().encode("{")) })
  const fetch = async () => new Response(body, { headers: { "Warm-Hands": "1" } })
  await assert.rejects(caller({ fetch, patience: 30 })("GET", "/api/me"), { name: "Offline", reason: "late" })
})

test("a frozen tab that keeps the lock holds nobody up for long", async () => {
  const locks = { request: (name, { signal }) => new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason))) }
  assert.equal(await takingTurns(locks, "sync", async () => "done", 30), "done")
})

test("what goes wrong while the lock is held is not mistaken for waiting", async () => {
  const locks = { request: (name, options, work) => work() }
  const work = async () => { throw new DOMException("in the middle", "AbortError") }
  await assert.rejects(takingTurns(locks, "sync", work, 30), { name: "AbortError" })
})
