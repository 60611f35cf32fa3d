const RATE = 16_000
const LOUDEST = 0.3
const COMES_IN = 3
const GOES_OUT = 6
const PLAYS = ["asking", "step", "resting"]
const TURN = 2 * Math.PI

// One round of each sound, played over and over: `sample` is the air at `t` seconds, `below` the
// highest pitch that is let through, in hertz. In a hum whole waves fit, so no round has a seam.
const SOUNDS = {
  rain: { seconds: 7, below: 900, sample: () => Math.random() * 1.6 - 0.8 },
  heartbeat: { seconds: 1.1, below: 160, sample: t => beat(t) + 0.6 * beat(t - 0.32) },
  hum: { seconds: 10, below: 500, sample: t => (Math.sin(TURN * 110 * t) + 0.5 * Math.sin(TURN * 165 * t)) * (0.5 + 0.2 * Math.sin(TURN * 0.1 * t)) }
}

/**
 * A sound that goes on beneath the massage, made on the phone: rain, a heartbeat or a hum.
 *
 * Off until it is wanted. It comes in slowly, fades at the end, and at "enough" it is gone at once.
 */
export class Background {
  /** "rain", "heartbeat", "hum"; anything else is none. */
  kind = "none"
  /** 1 to 10. */
  volume = 4
  #speaker
  #playing = null

  constructor(speaker) {
    this.#speaker = speaker
  }

  get isWanted() {
    return this.kind in SOUNDS
  }

  /** Goes along with a massage; `state` as in models/playback.js, or nothing. */
  follow(state) {
    if (PLAYS.includes(state?.phase) && !state.isSilent) this.play()
    else if (state?.phase === "closing") this.fade()
    else this.hush()
  }

  play() {
    const { context } = this.#speaker
    const sound = SOUNDS[this.kind]
    if (!sound || !context || this.#playing?.context === context && !this.#playing.isFading) return
    this.hush()
    try {
      this.#playing = started(sound, this.#loudest, context)
    } catch (problem) {
      console.warn("No sound beneath", problem)
      this.kind = "none"
    }
  }

  get #loudest() {
    return LOUDEST * (this.volume / 10) ** 2
  }

  fade() {
    if (!this.#playing || this.#playing.isFading) return
    const { context: { currentTime: now }, loudness: { gain }, source } = this.#playing
    this.#playing.isFading = true
    gain.cancelScheduledValues(now)
    gain.setValueAtTime(gain.value, now)
    gain.linearRampToValueAtTime(0, now + GOES_OUT)
    source.stop(now + GOES_OUT)
  }

  /** Silent at once. */
  hush() {
    this.#playing?.loudness.disconnect()
    this.#playing?.source.stop()
    this.#playing = null
  }
}

function started(sound, loudest, context) {
  const loudness = new GainNode(context, { gain: 0 })
  loudness.gain.linearRampToValueAtTime(loudest, context.currentTime + COMES_IN)
  const source = new AudioBufferSourceNode(context, { buffer: roundOf(sound), loop: true })
  const muffled = new BiquadFilterNode(context, { type: "lowpass", frequency: sound.below })
  source.connect(muffled).connect(loudness).connect(context.destination)
  source.start()
  return { context, source, loudness, isFading: false }
}

function roundOf({ seconds, sample }) {
  const buffer = new AudioBuffer({ length: seconds * RATE, sampleRate: RATE })
  const air = buffer.getChannelData(0)
  for (let i = 0; i < air.length; i++) air[i] = sample(i / RATE)
  return buffer
}

const beat = t => t < 0 ? 0 : Math.sin(TURN * 55 * t) * Math.exp(-t * 16)
