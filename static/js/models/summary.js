import { daysOf } from "./journal.js"

/**
 * What a page for a nurse says of massages: `{ massages, routines, cues }`, the massages oldest first, and
 * lists of `{ name, count }`, the most frequent first. With `child`, only those of it and those of all children.
 */
export function summaryOf(all, { child } = {}) {
  const massages = daysOf(all.filter(({ fields }) => !child || !fields.children?.length || fields.children.includes(child)))
    .flatMap(day => day.massages).reverse()
  const done = massages.filter(({ fields }) => fields.outcome !== "not-today")
  return {
    massages,
    routines: counted(done.map(({ fields }) => fields.routine).filter(Boolean)),
    cues: counted(massages.flatMap(({ fields }) => [...new Set(fields.cues)]))
  }
}

function counted(names) {
  const counts = new Map()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count)
}
