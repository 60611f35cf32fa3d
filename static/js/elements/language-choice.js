import { pageIn } from "../helpers/address.js"
import { chooseLanguage } from "../helpers/language.js"
import { keepLook } from "../helpers/look.js"
import { fill, words } from "../helpers/words.js"
import { within } from "../helpers/within.js"

const TO_FETCH = 90

// The language of this phone: its pages are fetched first, so that every evening has them all.
class LanguageChoice extends HTMLElement {
  #left = new AbortController()

  connectedCallback() {
    this.addEventListener("change", ({ target }) => this.#choose(target.value), { signal: this.#left.signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #choose(language) {
    const before = document.documentElement.lang
    if (language === before) return
    const fields = this.querySelector("fieldset")
    fields.disabled = true
    fill(this, { said: words(this, "fetching") })
    const refusal = await this.#fetch(language, before)
    if (!refusal) return location.assign(pageIn(language, location.pathname))
    fields.disabled = false
    this.querySelector("form").reset()
    fill(this, { said: words(this, refusal) })
  }

  // Nothing where all went well; else the words for what did not.
  async #fetch(language, before) {
    try {
      await chooseLanguage(language)
      if (await spoken()) return null
      await chooseLanguage(before)
      return "not-now"
    } catch (problem) {
      if (problem.name !== "NurseryUnavailable") throw problem
      keepLook("language", before)
      return "not-kept"
    }
  }
}

// Whether the worker has every page in the chosen language now; where there is no worker nothing is kept anyway.
async function spoken() {
  const { controller: worker } = navigator.serviceWorker ?? {}
  if (!worker) return true
  const told = new Promise(resolve => {
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data?.fulfilled === "speak") resolve(true)
      if (data?.failed === "speak") resolve(false)
    })
  })
  worker.postMessage({ wish: "speak" })
  return within(TO_FETCH, told, false)
}

customElements.define("language-choice", LanguageChoice)
