import assert from "node:assert/strict"
import { test } from "node:test"
import { answer, isOurs } from "../../../service_worker/answering.js"
import { keepRelease } from "../../../service_worker/precaching.js"
import { ownLanguage } from "../../../service_worker/speaking.js"
import { pageIn } from "../../../static/js/helpers/address.js"
import { languageOf } from "../../../static/js/helpers/kept.js"
import { ORIGIN, Phone, Server } from "./phone.js"

const ENGLISH = { "/": "Today", "/worried": "Worried?", "/offline": "Not here" }
const GERMAN = { "/": "Today", "/de/": "Heute", "/de/worried": "Besorgt?", "/de/offline": "Nicht hier" }
const going = path => ({ url: new URL(path, ORIGIN).href, mode: "navigate", method: "GET", headers: new Headers() })

/** A phone on a server with both languages; it has kept the pages of one. */
async function phoneIn(language) {
  const server = new Server("a", { ...ENGLISH, ...GERMAN })
  const german = new Server("a", GERMAN)
  server.answers.set("/precache.json", () => Response.json(new Server("a", ENGLISH).list))
  server.answers.set("/de/precache.json", () => Response.json({ ...german.list, language: "de" }))
  const phone = new Phone(server)
  await keepRelease("a", phone, language)
  return phone
}

async function offline(phone, path) {
  phone.fetch = async () => { throw new TypeError("no network") }
  const response = await answer(going(path), "a", phone)
  return response.text()
}

test("English stands at /, another language under its tag; a page has one address in each", () => {
  assert.equal(pageIn("en", "/worried"), "/worried")
  assert.equal(pageIn("de", "/worried"), "/de/worried")
  assert.equal(pageIn("pt-BR", "/"), "/pt-BR/")
  for (const path of ["/", "/join", "/learn/oil", "/routines/own"]) {
    assert.equal(pageIn("en", pageIn("pt-BR", path)), path)
    assert.equal(pageIn("de", pageIn("pt-BR", path)), pageIn("de", path))
  }
})

test("a phone keeps the pages of its language", async () => {
  const phone = await phoneIn("de")
  assert.equal(await languageOf("release-a", phone), "de")
  assert.equal(await offline(phone, "/de/worried"), "Besorgt?")
})

test("without internet a link to a page in another language opens it in the phone's own", async () => {
  assert.equal(await offline(await phoneIn("de"), "/worried"), "Besorgt?")
  assert.equal(await offline(await phoneIn("en"), "/de/worried"), "Worried?")
  assert.equal(await offline(await phoneIn("de"), "/nowhere"), "Nicht hier")
})

test("a language that the server has no more is English, and the phone works on", async () => {
  const phone = await phoneIn("fr")
  assert.equal(await languageOf("release-a", phone), "en")
  assert.equal(await offline(phone, "/fr/worried"), "Worried?")
})

test("a change of the language adds its pages to what is kept", async () => {
  const phone = await phoneIn("en")
  phone.asked = []
  await keepRelease("a", phone, "de")
  assert.deepEqual(phone.asked.map(({ pathname }) => pathname).sort(),
    ["/de/", "/de/offline", "/de/precache.json", "/de/worried"])
  assert.equal(await offline(phone, "/de/"), "Heute")
})

test("a phone whose storage does not answer wakes up in the language it had", async () => {
  const phone = await phoneIn("de")
  const silent = async () => { throw new Error("storage") }
  assert.equal(await ownLanguage(phone, silent), "de")
  assert.equal(await ownLanguage(new Phone(new Server("a", {})), silent), "en")
  assert.equal(await ownLanguage(phone, async () => null), "en")
  assert.equal(await ownLanguage(phone, async () => "pt-BR"), "pt-BR")
})

test("the list of a language is live, as the English one is", () => {
  assert.ok(!isOurs(going("/de/precache.json"), ORIGIN))
  assert.ok(isOurs(going("/de/worried"), ORIGIN))
})
