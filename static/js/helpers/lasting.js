import { words } from "./words.js"

/** A time as one says it: "45 seconds", "one and a half minutes", "two minutes, 15 seconds". */
export function lasting(element, seconds) {
  const n = Math.floor(seconds / 60)
  const rest = seconds % 60
  if (!n) return words(element, "lasting-seconds", { n: seconds })
  const count = words(element, "lasting-counts").split(" ")[n] ?? String(n)
  if (rest === 30) return words(element, "lasting-half", { n, count })
  const minutes = words(element, "lasting-minutes", { n, count })
  return rest ? words(element, "lasting-both", { minutes, seconds: words(element, "lasting-seconds", { n: rest }) }) : minutes
}

/** The time of a whole routine, to the half minute. */
export const lastingAbout = (element, seconds) => lasting(element, Math.max(30, Math.round(seconds / 30) * 30))
