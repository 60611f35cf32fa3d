/**
 * How long the steps of a massage last on this phone, and what three minutes hold.
 *
 * `steps` = `[{ seconds, least, isBrief, asks }]`; what comes back also has `stretch`, by which the times of a step's
 * sentences are multiplied. `least` = the seconds in which the voice still leaves enough quiet.
 */

/** Seconds of "I have three minutes". */
export const BRIEF = 180

const STRETCH = { slower: 1.3, normal: 1, shorter: 0.7 }

/** The steps at a pace: "slower", "normal" or "shorter". The hands rest after the yes as long as ever. */
export function paced(steps, pace = "normal") {
  return steps.map(step => {
    if (step.asks) return { ...step, stretch: 1 }
    const seconds = Math.max(step.least, Math.round(step.seconds * (STRETCH[pace] ?? 1)))
    return { ...step, seconds, stretch: seconds / step.seconds }
  })
}

/**
 * What three minutes hold: the beginning, a few strokes, the end; shorter where they would not fit.
 * A routine that has no three minutes is played whole.
 */
export function brief(steps) {
  const kept = steps.filter(step => step.isBrief)
  if (!kept.length) return paced(steps)
  return paced(kept, total(kept) > BRIEF ? "shorter" : "normal")
}

const total = steps => steps.reduce((sum, { seconds }) => sum + seconds, 0)
