import { STILL } from "../models/ages.js"

/** The steps of a routine's page, or the strokes of an area's, as data: the page is where they are written. */
export function stepsOf(element) {
  return [...element.querySelectorAll(".step")].map(({ id, dataset }) => ({
    id, kind: dataset.kind, area: dataset.area, parts: dataset.parts?.split(" ") ?? [dataset.area], seconds: Number(dataset.seconds), least: Number(dataset.least ?? dataset.seconds),
    fromDays: Number(dataset.fromDays ?? 0), untilDays: Number(dataset.untilDays ?? Infinity), asks: dataset.stroke === "h6", turns: dataset.stroke === "turn", isKept: dataset.first === "yes", isBrief: "brief" in dataset
  }))
}

/**
 * What is said in a step and when: `{ title, isNamed, pace, lines: [{ at, text }] }`, times in milliseconds;
 * `isNamed`: the voice says the title before the first sentence, as hands come to a new place or begin to move.
 * A step that is played slower or faster than it is written has a `stretch`.
 */
export function wordsOf(element, { id, stretch = 1 }) {
  const step = element.querySelector(`#${CSS.escape(id)}`)
  if (!step) return { title: "", isNamed: false, pace: 8, lines: [] }
  const lines = [...step.querySelectorAll(".say")].map(line => ({ at: Number(line.dataset.at) * 1000 * stretch, text: line.textContent.trim() }))
  const isNamed = step.dataset.joins === "no" && !STILL.includes(step.dataset.kind)
  return { title: step.querySelector("h2, h3").textContent.trim(), isNamed, pace: Number(step.dataset.pace) || 8, lines }
}

/** A copy of the step's drawing, or null where the page has none. */
export function drawingOf(element, { id }) {
  return element.querySelector(`#${CSS.escape(id)} stroke-drawing`)?.cloneNode(true) ?? null
}
