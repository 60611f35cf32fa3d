import { dayOf } from "./journal.js"

const OFTEN = 3
const TOGETHER = ["given", "resting-hands", "stopped"]

/**
 * The routines that a family likes at a time of day: chosen three times or more, most often first.
 *
 * `massages` are those of the last weeks, each with the `part` of the day ("evening" or another) it was in; `child` is
 * a record id, `part` "evening" or "day", `since` a local date. How a massage ended or what it helped with is not asked.
 */
export function often(massages, { child, part, since }) {
  const times = new Map()
  for (const { part: when, ...massage } of massages) {
    const { outcome, routine, children = [] } = massage.fields
    const counts = TOGETHER.includes(outcome) && routine && dayOf(massage) >= since
      && (when === "evening") === (part === "evening") && (!children.length || children.includes(child))
    if (counts) times.set(routine, (times.get(routine) ?? 0) + 1)
  }
  return [...times].filter(([, count]) => count >= OFTEN).sort(([, a], [, b]) => b - a).map(([routine]) => routine)
}
