const LOUDNESS = 0.06
const LASTS = 1.6
const TONES = [392, 587.33]

/** A soft tone where a voice would speak, made on the phone; louder than a whisper nowhere. */
export class Chime {
  isOn = true
  #speaker
  #tones = []

  constructor(speaker) {
    this.#speaker = speaker
  }

  ring() {
    const { context } = this.#speaker
    if (!this.isOn || !context) return
    this.#tones = TONES.map((tone, i) => sound(context, tone, context.currentTime + i * 0.18))
  }

  /** Silent at once. */
  hush() {
    for (const tone of this.#tones) tone.disconnect()
    this.#tones = []
  }
}

function sound(context, tone, at) {
  const loudness = new GainNode(context, { gain: 0 })
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.08)
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + LASTS)
  const oscillator = new OscillatorNode(context, { frequency: tone })
  oscillator.connect(loudness).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + LASTS)
  return loudness
}
