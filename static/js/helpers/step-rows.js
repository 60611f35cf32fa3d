import { lasting } from "./lasting.js"
import { titleOfStep } from "./own-steps.js"
import { clone, fill, words } from "./words.js"
import { STILL, suitsOne } from "../models/ages.js"
import { comesByItself } from "../models/own_routine.js"
import { sidesOf } from "../models/own_steps.js"

const NAMED = ["up", "down", "shorter", "longer", "remove"]

/** The chosen steps of a `whole` routine as rows of the editor, and the turn among them; each row's `data-at` counts the chosen ones. */
export function stepRows(element, whole, strokes, { children, today }) {
  const titles = titlesOf(element, whole, strokes)
  const shown = whole.map((step, i) => ({ ...step, title: titles[i] })).filter(({ stroke }) => stroke === "turn" || !comesByItself(stroke))
  const last = shown.filter(({ stroke }) => stroke !== "turn").length - 1
  let at = 0
  return shown.map(step => step.stroke === "turn" ? clone(element, "turn") : row(element, step, {
    at: at++, last, fits: suits(strokes.get(step.stroke), children, today)
  }))
}

/** What the steps are called, for which side where they come twice. */
export function titlesOf(element, steps, strokes) {
  const sides = sidesOf(steps, strokes)
  return steps.map(({ stroke }, i) =>
    titleOfStep(element, { name: strokes.get(stroke)?.name ?? words(element, "unknown"), side: sides[i] }))
}

function row(element, { title, seconds }, { at, last, fits }) {
  const made = fill(clone(element, "step"), { title, lasts: lasting(element, seconds) })
  made.querySelector("li").dataset.at = at
  made.querySelector("[data-part=fit]").hidden = fits
  for (const act of NAMED) made.querySelector(`[data-act=${act}]`).setAttribute("aria-label", words(element, act, { title }))
  // not disabled: a button that is cannot keep the focus
  made.querySelector("[data-act=up]").setAttribute("aria-disabled", String(at === 0))
  made.querySelector("[data-act=down]").setAttribute("aria-disabled", String(at === last))
  return made
}

function suits(stroke, children, today) {
  const { kind, area, fromDays, untilDays = Infinity } = stroke ?? { kind: "hold", fromDays: 0 }
  return suitsOne(children, { fromDays, untilDays, isOnTummy: area === "tummy" && !STILL.includes(kind) }, today)
}
