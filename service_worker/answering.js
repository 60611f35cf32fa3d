import { cacheName, languageOf } from "../static/js/helpers/kept.js"
import { pageIn } from "../static/js/helpers/address.js"
import { within } from "../static/js/helpers/within.js"

// Live by nature, or how a new release is found.
const NEVER = /^\/(api\/|health$|metrics$|service-worker\.js$|([\w-]+\/)?precache\.json$)/
const PATIENCE = 8

/** Whether the worker answers `request`; the browser does everything else as if there were no worker. */
export function isOurs(request, origin = location.origin) {
  const url = new URL(request.url)
  return request.method === "GET"
    && url.origin === origin
    && !NEVER.test(url.pathname)
    && !request.headers.has("range")
    && request.cache !== "only-if-cached"
}

/** Answers from the release on the phone; from the network only what is not there; else the offline page. */
export async function answer(request, digest, platform = globalThis) {
  return await kept(request, digest, platform) ?? await fetched(request, digest, platform)
}

async function kept(request, digest, { caches }) {
  const { pathname } = new URL(request.url)
  // A page of an older release is still open: its files come from its own cache.
  const [, folder, release] = pathname.split("/")
  try {
    return await caches.match(request, {
      cacheName: cacheName(folder === "release" ? release : digest),
      ignoreSearch: request.mode === "navigate",
      ignoreVary: true
    })
  } catch (error) {
    console.warn("The phone's cache did not open", error)
    return undefined
  }
}

async function fetched(request, digest, platform) {
  const { fetch } = platform
  if (request.mode !== "navigate") return fetch(request)
  const offline = () => instead(request, digest, platform)
  try {
    return await within(PATIENCE, fetch(request), null) ?? await offline() ?? Response.error()
  } catch (unreachable) {
    console.info("Out of reach", unreachable)
    return await offline() ?? Response.error()
  }
}

// The page in the language that the phone keeps, wherever the link to it came from; else which pages there are.
async function instead(request, digest, { caches }) {
  const kept = { cacheName: cacheName(digest), ignoreVary: true }
  const language = await languageOf(kept.cacheName, { caches })
  const { pathname } = new URL(request.url)
  return await caches.match(pageIn(language, pathname), kept) ?? await caches.match(pageIn(language, "/offline"), kept)
}
