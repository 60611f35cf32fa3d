import { lasting } from "./lasting.js"
import { documentAt } from "./room.js"
import { clone, fill, words } from "./words.js"
import { STILL } from "../models/ages.js"
import { fitted, laidOut, least, leavesQuiet } from "../models/own_steps.js"

const REMINDED_AFTER = 4       // steps in which nobody was told that it may end
const pages = new Map()

/**
 * The steps of an own routine as items of a list that the player plays: what they show and say is taken from the pages of
 * strokes, which are kept on the phone. `steps` are complete. Rejects where a page is out of reach.
 */
export async function stepItems(element, steps, strokes) {
  const laid = laidOut(steps, strokes)
  const homes = new Map(laid.filter(({ isUnknown }) => !isUnknown).map(({ stroke }) => [stroke, strokes.get(stroke).area]))
  await Promise.all([...new Set(homes.values())].map(area => fetched(area)))
  let silent = 0
  return laid.map(step => {
    const article = homes.has(step.stroke) && pages.get(homes.get(step.stroke)).getElementById(step.stroke)
    if (!article) return clone(element, "unknown-step")
    const lines = linesOf(element, step, article, silent >= REMINDED_AFTER)
    silent = step.kind === "pause" || lines.some(({ mayEnd }) => mayEnd) ? 0 : silent + 1
    return item(element, step, article, lines)
  })
}

/** What a step is called: its stroke and, where it comes twice, for which side. */
export const titleOfStep = (element, { name, side }) => side ? words(element, `side-${side}`, { name }) : name

async function fetched(area) {
  if (!pages.has(area)) pages.set(area, await documentAt(`${pageOfStrokes()}/${area}`))
}

// "/strokes", or "/de/strokes" beside "/de/routines/own".
const pageOfStrokes = () => location.pathname.replace(/\/routines\/.*$/, "/strokes")

function linesOf(element, step, article, isTimeToSay) {
  const { usual, seconds, stroke } = step
  const title = isNamed(step) ? titleOfStep(element, step) : ""
  const lines = fitted(stroke === "settle" ? beginning(element) : [...article.querySelectorAll(".say")].map(written), { seconds, usual, title })
  if (!isTimeToSay || step.kind === "pause") return lines
  const more = [...lines, { at: Math.round(seconds * 0.7), text: words(element, "may-end"), mayEnd: true }]
  return leavesQuiet(more, { seconds, title }) ? more : lines
}

const written = line => ({ at: Number(line.dataset.at), text: line.textContent.trim() })

// Whoever may doze hears it first, as it may be bedtime.
const beginning = element => [{ at: 0, text: words(element, "first-words") }, { at: 9, text: words(element, "first-breath") }]

const isNamed = ({ joins, kind }) => !joins && !STILL.includes(kind)

function item(element, step, article, lines) {
  const { id, stroke, kind, area, seconds } = step
  const title = titleOfStep(element, step)
  const made = fill(clone(element, "step"), { title, lasts: lasting(element, seconds) })
  const li = made.querySelector("li")
  Object.assign(li.dataset, {
    stroke, kind, area, seconds, pace: article.dataset.pace, fromDays: step.fromDays,
    ...(article.dataset.parts && { parts: article.dataset.parts }), ...(step.untilDays && { untilDays: step.untilDays }), least: least(lines, { seconds, title: isNamed(step) ? title : "" }),
    first: step.isFirst ? "yes" : "no", joins: step.joins ? "yes" : "no", ...(step.isBrief && { brief: "" })
  })
  li.id = id
  li.querySelector("stroke-drawing").append(drawingFor(article, area))
  li.querySelector("stroke-drawing").classList.toggle("mirrored", step.side === "other")
  li.querySelector("[data-slot-say]").replaceWith(...lines.map(spoken), ...copies(article, ".watch, .ticks"))
  return made
}

function drawingFor(article, area) {
  const other = article.querySelector(`template[data-area="${area}"]`)?.content ?? article
  return document.importNode(other.querySelector("svg.drawing"), true)
}

function spoken({ at, text }) {
  const line = document.createElement("p")
  line.className = "say"
  line.dataset.at = at
  line.textContent = text
  return line
}

const copies = (article, selector) => [...article.querySelectorAll(selector)].map(part => document.importNode(part, true))
