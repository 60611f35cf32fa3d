// What the child's own team said yes to: a day for each situation, or for an area by its name.

/** The day of the team's yes when it is for every one of `situations`, else "". */
export function clearedOn(situations, cleared = []) {
  const days = situations.map(what => cleared?.find(clearing => clearing.what === what)?.on ?? "")
  return days.every(Boolean) ? days.sort().at(-1) ?? "" : ""
}

/**
 * `before` = the child's fields as saved, `after` = { situations, on } as the form shows them.
 * Returns the child's next `cleared`, or undefined where nothing about it was changed.
 */
export function clearing(before, { situations, on }) {
  const was = { situations: before.situations ?? [], cleared: before.cleared ?? [] }
  const isSame = String(was.situations) === String(situations) && clearedOn(was.situations, was.cleared) === on
  if (isSame || !on && !was.cleared.length) return undefined
  if (!on) return []
  const byName = was.cleared.filter(({ what }) => !was.situations.includes(what) && !situations.includes(what))
  return [...situations.map(what => ({ what, on })), ...byName]
}
