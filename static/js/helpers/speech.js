const SLOW = 0.85
const QUIET = 0.7
const PATIENCE = 1_000

/**
 * The phone's own voice: slow, quiet, local where there is one, and never two at once.
 *
 * Many phones have none, or stay silent without saying so; `onSilent` is called then, and
 * whoever speaks goes on without waiting for it.
 */
export class Voice {
  isOn = true
  #isPrimed = false
  #language
  #synthesis
  #onSilent
  #waiting

  constructor({ language, onSilent, synthesis = globalThis.speechSynthesis }) {
    this.#language = language
    this.#onSilent = onSilent
    this.#synthesis = synthesis
    // Voices arrive late in some browsers; asking is what makes them come.
    attempted(() => this.#synthesis?.getVoices())
  }

  /** To be called in a tap: an iPhone speaks later only if it did so in one. */
  prime() {
    if (!this.#synthesis || !this.isOn || this.#isPrimed) return
    this.#isPrimed = true
    attempted(() => {
      const nothing = new SpeechSynthesisUtterance(" ")
      nothing.volume = 0
      this.#synthesis.speak(nothing)
    })
  }

  say(sentence, { volume = QUIET } = {}) {
    this.hush()
    if (!this.isOn || !this.#synthesis) return this.#onSilent()
    if (!attempted(() => this.#speak(sentence, volume))) this.#onSilent()
  }

  /** Silent at once. */
  hush() {
    clearTimeout(this.#waiting)
    attempted(() => this.#synthesis?.cancel())
  }

  #speak(sentence, volume) {
    const utterance = new SpeechSynthesisUtterance(sentence)
    Object.assign(utterance, { lang: this.#language, rate: SLOW, volume })
    const voice = this.#localVoice()
    if (voice) utterance.voice = voice
    const waiting = setTimeout(() => this.#onSilent(), PATIENCE)
    this.#waiting = waiting
    utterance.addEventListener("start", () => clearTimeout(waiting))
    utterance.addEventListener("error", ({ error }) => this.#fail(waiting, error))
    this.#synthesis.speak(utterance)
  }

  #fail(waiting, error) {
    clearTimeout(waiting)
    const isOurs = ["interrupted", "canceled"].includes(error)
    if (!isOurs && waiting === this.#waiting) this.#onSilent()
  }

  #localVoice() {
    const [language] = this.#language.split("-")
    const fitting = this.#synthesis.getVoices().filter(voice => voice.lang.toLowerCase().startsWith(language))
    return fitting.find(voice => voice.localService && voice.default) ?? fitting.find(voice => voice.localService)
  }
}

// A broken speech engine is a silent one: the massage goes on.
function attempted(act) {
  try {
    act()
    return true
  } catch (problem) {
    console.warn("No voice", problem)
    return false
  }
}
