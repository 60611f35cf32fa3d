/** A phone's cache and network, small enough to read, for the worker's modules. */
import { createHash } from "node:crypto"

export const ORIGIN = "https://hands.test"

const address = request => new URL(typeof request === "string" ? request : request.url, ORIGIN)

export class Phone {
  caches = new Caches()
  asked = []

  constructor(server) {
    this.server = server
    this.fetch = this.fetch.bind(this)
  }

  async fetch(request, options = {}) {
    const { pathname } = address(request)
    this.asked.push({ pathname, ...options })
    const answer = await this.server.answer(pathname)
    if (answer.redirected && options.redirect === "error") throw new TypeError("redirected")
    return answer
  }
}

/** Serves one release; `answers` says otherwise for single paths. */
export class Server {
  answers = new Map()

  constructor(digest, files) {
    this.files = new Map(Object.entries(files))
    this.list = {
      release: digest,
      language: "en",
      files: Object.entries(files).map(([url, body]) => ({
        url, bytes: body.length, digest: sha256(body), must: !url.includes("screenshots")
      }))
    }
  }

  async answer(pathname) {
    if (this.answers.has(pathname)) return this.answers.get(pathname)()
    if (pathname === "/precache.json") return Response.json(this.list)
    if (!this.files.has(pathname)) return new Response("none", { status: 404 })
    return page(this.files.get(pathname), typeFor(pathname))
  }
}

export function page(body, type = "text/html; charset=utf-8") {
  return new Response(body, { headers: { "content-type": type, "content-encoding": "br", vary: "Accept-Encoding" } })
}

class Caches {
  #caches = new Map()

  async open(name) {
    if (!this.#caches.has(name)) this.#caches.set(name, new Cache())
    return this.#caches.get(name)
  }

  async match(request, { cacheName, ...options } = {}) {
    return this.#caches.get(cacheName)?.match(request, options)
  }

  async keys() {
    return [...this.#caches.keys()]
  }

  async delete(name) {
    return this.#caches.delete(name)
  }
}

class Cache {
  #kept = new Map()
  room = Infinity

  async put(request, response) {
    const body = await response.arrayBuffer()
    if (body.byteLength > this.room) throw new DOMException("full", "QuotaExceededError")
    this.#kept.set(address(request).href, new Response(body, response))
  }

  async match(request, { ignoreSearch = false, ignoreVary = false } = {}) {
    const wanted = address(request)
    if (ignoreSearch) wanted.search = ""
    const response = this.#kept.get(wanted.href)
    const isHidden = response?.headers.has("vary") && !ignoreVary
    return isHidden ? undefined : response?.clone()
  }

  async keys() {
    return [...this.#kept.keys()].map(url => ({ url }))
  }

  async delete(request) {
    return this.#kept.delete(address(request).href)
  }
}

function typeFor(pathname) {
  if (pathname.endsWith(".js")) return "text/javascript; charset=utf-8"
  return pathname.endsWith(".css") ? "text/css; charset=utf-8" : "text/html; charset=utf-8"
}

function sha256(body) {
  return createHash("sha256").update(body).digest("hex")
}
