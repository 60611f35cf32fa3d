/**
 * Massages, as the nursery gives them, by day: `[{ date, massages: [massage] }]`, the newest day and
 * in it the newest massage first.
 */
export function daysOf(massages) {
  const days = new Map()
  for (const massage of [...massages].sort((a, b) => inOrder(b, a))) {
    const date = dayOf(massage)
    if (!days.has(date)) days.set(date, [])
    days.get(date).push(massage)
  }
  return [...days].map(([date, massages]) => ({ date, massages }))
}

/** The massages of one local date, oldest first. */
export function massagesOn(date, massages) {
  return massages.filter(massage => dayOf(massage) === date).sort(inOrder)
}

/** The 04:00 day a massage belongs to; empty where another phone sent none. */
export const dayOf = massage => massage.fields.when?.local_date ?? ""

// Moments of one form are ordered as texts are, much faster than by localeCompare.
function inOrder(a, b) {
  const [first, second] = [startOf(a), startOf(b)]
  return first < second ? -1 : Number(first > second)
}

const startOf = massage => `${dayOf(massage)} ${massage.fields.when?.at ?? ""}`
