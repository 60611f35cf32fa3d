// JSON calls to our own server. Whatever is not surely its answer counts as no answer.
import { within } from "../patience.js"

const PATIENCE = 15_000

/** The server did not answer, or somebody else did (a captive portal, a proxy). Nothing is decided. */
export class Offline extends Error {
  name = "Offline"

  /** reason: "no-answer" | "late" | "not-ours"; status: of what came instead, if anything did. */
  constructor(reason, { status, retryAfter, cause } = {}) {
    super(reason, { cause })
    Object.assign(this, { reason, status, retryAfter })
  }
}

/** The server's own answer, other than yes: `code` is for the program, `message` for a parent. */
export class Answer extends Error {
  name = "Answer"

  constructor(status, { code, message, field }, retryAfter) {
    super(message)
    Object.assign(this, { status, code, field, retryAfter })
  }
}

/** Returns `call(method, path, body)`: resolves with the parsed body, throws Answer or Offline. */
export function caller({ fetch, patience = PATIENCE }) {
  return async (method, path, body) => {
    const stop = new AbortController()
    try {
      return await within(patience, ask(fetch, method, path, body, stop.signal), () => new Offline("late"))
    } finally {
      stop.abort() // what nobody waits for must not hold a connection
    }
  }
}

async function ask(fetch, method, path, body, signal) {
  let response, text
  try {
    response = await fetch(path, request(method, body, signal))
    text = await response.text()
  } catch (error) {
    throw new Offline("no-answer", { cause: error })
  }
  return understood(response, text)
}

function request(method, body, signal) {
  // a refusal is in the language of the page that asked; the worker has no page, and shows none
  const language = globalThis.document?.documentElement.lang
  const headers = language ? { "Accept-Language": language } : {}
  const common = { method, signal, headers, credentials: "same-origin", cache: "no-store", redirect: "error" }
  if (method == "GET") return common
  return { ...common, headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) }
}

function understood(response, text) {
  const { status, ok } = response
  const retryAfter = Number(response.headers.get("Retry-After")) || undefined
  if (response.headers.get("Warm-Hands") != "1") throw new Offline("not-ours", { status, retryAfter })
  if (status == 204) return null
  const content = parsed(text, status)
  if (ok) return content
  if (typeof content?.error?.code != "string") throw new Offline("not-ours", { status, retryAfter })
  throw new Answer(status, content.error, retryAfter)
}

function parsed(text, status) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Offline("not-ours", { status, cause: error })
  }
}
