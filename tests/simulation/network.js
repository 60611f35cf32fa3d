// The network between one phone and the real server: it may do to a request whatever it likes.

const CALM = { through: 1 }
const HOSTILE = {
  through: 8, refused: 3, "lost answer": 4, "lost body": 2, "cut body": 1, duplicate: 3, "late request": 3,
  portal: 2, "other JSON": 1, "error before": 2, "error after": 2, redirected: 1
}

export class Network {
  #url
  #chance
  #cookies = new Map()
  #late = []
  #weather = HOSTILE
  requests = 0
  faults = []

  constructor(url, chance) {
    this.#url = url
    this.#chance = chance
  }

  calm() {
    this.#weather = CALM
  }

  /** What nursery.js gets as `fetch`. */
  fetch = async (path, { method, body, headers }) => {
    // a request keeps the cookies it was sent with, however late it arrives
    const request = { method, body, headers: { ...headers, ...this.#own() } }
    const what = this.#chance.weighted(this.#weather)
    if (what != "through") this.faults.push(what)
    switch (what) {
      case "through": return this.#send(path, request)
      case "refused": throw new TypeError("Failed to fetch")
      case "redirected": throw new TypeError("redirected")
      case "lost answer": return this.#lose(await this.#ask(path, request))
      case "lost body": return this.#lose(await this.#send(path, request))
      case "cut body": return this.#cut(await this.#send(path, request))
      case "duplicate": return this.#twice(path, request)
      case "late request": return this.#later(path, request)
      case "portal": return new Response("<html>Welcome to our hotel</html>", { headers: { "Content-Type": "text/html" } })
      case "other JSON": return Response.json({ accepted: [], epoch: "theirs" })
      case "error before": return new Response("Bad gateway", { status: this.#chance.one([500, 502, 503, 504, 429]) })
      case "error after": return this.#spoil(await this.#ask(path, request))
    }
  }

  /** Requests that were under way for long arrive at the server now, whatever came before them. */
  async deliverLate() {
    for (const { path, request } of this.#late.splice(0)) await this.#ask(path, request)
  }

  // As the phone's browser does it: cookies, and where the page is from.
  async #send(path, request) {
    const response = await this.#ask(path, request)
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/)
      this.#cookies.set(name, value)
    }
    return response
  }

  #own() {
    const cookie = [...this.#cookies].map(pair => pair.join("=")).join("; ")
    return { "Sec-Fetch-Site": "same-origin", ...cookie && { Cookie: cookie } }
  }

  async #ask(path, request) {
    this.requests++
    const { method } = request
    const response = await fetch(this.#url + path, { ...request, redirect: "error" })
    const content = response.status == 204 ? null : await response.text()
    if (response.status >= 500) throw new ServerBroke(`${method} ${path} → ${response.status} ${content.slice(0, 500)}`)
    return new Response(content, { status: response.status, headers: response.headers })
  }

  #lose() {
    throw new TypeError("network connection was lost")
  }

  async #cut(response) {
    const text = await response.text()
    const half = text.slice(0, this.#chance.between(0, text.length - 1))
    return new Response(half, { status: response.status == 204 ? 200 : response.status, headers: response.headers })
  }

  async #twice(path, request) {
    const first = await this.#send(path, request)
    const second = await this.#send(path, request)
    return this.#chance.happens(0.5) ? first : second
  }

  #later(path, request) {
    this.#late.push({ path, request })
    throw new TypeError("timed out")
  }

  #spoil() {
    return new Response("<h1>Internal Server Error</h1>", { status: 500 })
  }
}

/** The real server answered 5xx: that is never the weather. */
export class ServerBroke extends Error {
  name = "ServerBroke"
}
