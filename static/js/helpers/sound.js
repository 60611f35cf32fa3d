const LOUDNESS = 0.06
const LASTS = 1.6
const TONES = [392, 587.33]

/** A soft tone where a voice would speak, made on the phone; louder than a whisper nowhere. */
export class Chime {
  isOn = true
  #context
  #tones = []

  /** To be called in a tap: browsers let no page sound before. */
  prime() {
    if (!this.isOn || !globalThis.AudioContext) return
    // An interrupted context (a call, the lock screen) may never come back: a new one does.
    if (this.#context?.state === "running") return
    this.#context?.close()
    this.#context = new AudioContext()
  }

  ring() {
    if (!this.isOn || !this.#context) return
    this.#tones = TONES.map((tone, i) => this.#sound(tone, this.#context.currentTime + i * 0.18))
  }

  /** Silent at once. */
  hush() {
    for (const tone of this.#tones) tone.disconnect()
    this.#tones = []
  }

  #sound(tone, at) {
    const loudness = new GainNode(this.#context, { gain: 0 })
    loudness.gain.setValueAtTime(0, at)
    loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.08)
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + LASTS)
    const oscillator = new OscillatorNode(this.#context, { frequency: tone })
    oscillator.connect(loudness).connect(this.#context.destination)
    oscillator.start(at)
    oscillator.stop(at + LASTS)
    return loudness
  }
}
