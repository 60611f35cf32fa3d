export class NotTheRelease extends Error {
  name = "NotTheRelease"
}

const TYPES = {
  css: "text/css",
  ico: "image/x-icon",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff2: "font/woff2"
}

/** What `checked` gives where bytes are not the listed ones: nothing, or an error. */
export const nothing = () => null
export const refuse = reason => { throw new NotTheRelease(reason) }

/** A copy of `response` made of the very bytes that were checked, or whatever `otherwise` gives. */
export async function checked(response, file, otherwise) {
  const { url } = file
  if (response.status !== 200) return otherwise(`${url} answered ${response.status}`)
  if (response.redirected) return otherwise(`${url} was redirected`)
  const type = response.headers.get("content-type") ?? "none"
  if (!type.startsWith(typeOf(url))) return otherwise(`${url} came as ${type}`)
  const bytes = await response.arrayBuffer()
  if (await sha256(bytes) !== file.digest) return otherwise(`${url} has other bytes than its list says`)
  return new Response(bytes, { headers: plainHeaders(response.headers) })
}

function typeOf(url) {
  const extension = url.split("/").at(-1).split(".")[1]
  return TYPES[extension] ?? "text/html"
}

async function sha256(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
  return Array.from(sum, byte => byte.toString(16).padStart(2, "0")).join("")
}

// The kept bytes are no longer compressed, and the same for every request.
function plainHeaders(headers) {
  const plain = new Headers(headers)
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary"]) plain.delete(name)
  return plain
}
