import { Background } from "../helpers/background.js"
import { Speaker } from "../helpers/speaker.js"

const LASTS = 4_000

// The sound beneath a massage and how loud it is: a few seconds of it with every change.
class SoundSample extends HTMLElement {
  #speaker = new Speaker()
  #background = new Background(this.#speaker)
  #ends
  #left = new AbortController()

  connectedCallback() {
    this.addEventListener("change", () => this.#play(), { signal: this.#left.signal })
  }

  disconnectedCallback() {
    this.#left.abort()
    this.#background.hush()
  }

  #play() {
    clearTimeout(this.#ends)
    this.#background.hush()
    const { background, volume } = this.closest("form").elements
    Object.assign(this.#background, { kind: background.value, volume: volume.value })
    this.#speaker.prime()
    this.#background.play()
    this.#ends = setTimeout(() => this.#background.fade(), LASTS)
  }
}

customElements.define("sound-sample", SoundSample)
