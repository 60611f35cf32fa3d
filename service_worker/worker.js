import * as dealings from "../static/js/nursery/dealings.js"
import { bring, openNursery } from "../static/js/nursery/nursery.js"
import { answer, isOurs } from "./answering.js"
import { openInvitation } from "./opening.js"
import { keepRelease, mendRelease } from "./precaching.js"
import { remind } from "./reminding.js"
import { addRoutes } from "./routing.js"
import { ownLanguage } from "./speaking.js"
import { begin, takeOver, tidy } from "./updating.js"

// The worker's own address says which release it serves: /release/<digest>/service_worker/worker.js
const digest = new URL(import.meta.url).pathname.split("/")[2]

let formats = null

const wishes = {
  "take over": () => takeOver(),
  tidy: () => tidy(digest),
  mend: () => mendRelease(digest),
  speak: () => keep()
}

bring(dealings)

addEventListener("install", event => event.waitUntil(keep().then(list => addRoutes(event, list))))
addEventListener("activate", event => event.waitUntil(begin(digest)))
addEventListener("fetch", event => {
  if (!isOurs(event.request)) return
  const answered = answer(event.request, digest)
  event.respondWith(answered)
  answered.then(warmUp, warmUp)
})
addEventListener("push", event => event.waitUntil(remind(event.data, event.notification)))
addEventListener("notificationclick", event => {
  event.waitUntil(openInvitation(event.notification, event.action))
})
addEventListener("message", event => event.waitUntil(fulfil(event)))
addEventListener("sync", event => event.waitUntil(syncNursery()))

// The first formats of a process take a tenth of a second on a slow phone. The page that is about to open mostly
// shares the worker's process: made here, once something has been answered, they cost the page nothing.
function warmUp() {
  formats ??= setTimeout(makeFormats, 0)
}

function makeFormats() {
  new Intl.DateTimeFormat().format()
  new Intl.NumberFormat().format(1)
  new Intl.ListFormat().format([])
}

async function keep() {
  return keepRelease(digest, globalThis, await ownLanguage())
}

async function fulfil({ data, source }) {
  const wish = data?.wish
  if (!Object.hasOwn(wishes, wish)) return
  try {
    await wishes[wish]()
    source?.postMessage({ fulfilled: wish })
  } catch (problem) {
    source?.postMessage({ failed: wish })
    throw problem
  }
}

async function syncNursery() {
  const nursery = await openNursery()
  const { status } = await nursery.sync()
  // A rejected promise is how the browser learns to wake us again later.
  if (status === "waiting") throw new Error("The server was out of reach")
}
