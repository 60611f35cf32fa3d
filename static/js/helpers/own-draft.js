import { remembered } from "./storage.js"
import { titleIn } from "./own-routines.js"
import { documentAt } from "./room.js"
import { words } from "./words.js"
import { chosen, comesByItself, complete, endingOf } from "../models/own_routine.js"

const RECORD = /^[0-9a-f-]{36}$/
const KEPT = "routine-draft"

/**
 * A routine that is being put together: `{ of, record, before, title, ending, steps, ritual }`. `of` is what it was begun from:
 * a slug of ours, "nothing" or the record; `before` is what is saved, `ritual` the steps that come by themselves. Null where
 * there is no such record; rejects where the page of ours is out of reach.
 */
export async function begin(element, nursery, of) {
  if (RECORD.test(of)) return ofRecord(await nursery.get(of))
  if (of === "nothing") return draft({ of, title: "", steps: [] })
  const page = await documentAt(`${location.pathname.replace(/new$/, "")}${encodeURIComponent(of)}`)
  const steps = [...page.querySelectorAll(".steps > .step")].map(({ dataset }) => ({ stroke: dataset.stroke, seconds: Number(dataset.seconds) }))
  return draft({ of, title: words(element, "of-ours", { title: page.querySelector("h1").textContent.trim() }), steps })
}

function ofRecord(routine) {
  if (routine?.kind !== "routine" || routine.withdrawn) return null
  const { record, fields } = routine
  return draft({ of: record, record, before: fields, title: titleIn(routine), steps: fields.steps ?? [] })
}

function draft({ record = crypto.randomUUID(), before = null, steps, ...rest }) {
  return { record, before, ...rest, ending: endingOf(steps), steps: chosen(steps), ritual: steps.filter(({ stroke }) => comesByItself(stroke)) }
}

/** The draft that was not saved when the page was left, or null. */
export async function unsaved(nursery, of) {
  const kept = await remembered(() => nursery.state.get(KEPT))
  return kept?.of === of ? kept : null
}

export const keep = (nursery, draft) => remembered(() => nursery.state.set(KEPT, draft))
export const forget = nursery => remembered(() => nursery.state.delete(KEPT))

/** All of its steps, the ritual's too. */
export const wholeOf = ({ steps, ritual, ending }, strokes) => complete([...steps, ...ritual], strokes, ending)

/** Saves what changed, field by field: what another phone wrote meanwhile in the other field stays. Gives the draft as it is saved. */
export async function save(nursery, draft, strokes) {
  const now = { title: draft.title, steps: wholeOf(draft, strokes) }
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(draft.before?.[name]))
  if (changed.length) await nursery.save("routine", Object.fromEntries(changed), { record: draft.record })
  await forget(nursery)
  return { ...draft, of: draft.record, before: { ...draft.before, ...now } }
}
