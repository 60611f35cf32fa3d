/**
 * The journal's order: what waits on this phone first, then the days, newest first.
 *
 * `massages` are records as the nursery gives them; returns
 * `{ waiting: [massage], days: [{ date, massages: [massage] }] }`.
 */
export function journalOf(massages) {
  const newestFirst = [...massages].sort((a, b) => startOf(b).localeCompare(startOf(a)))
  const days = new Map()
  for (const massage of newestFirst.filter(({ pending }) => !pending)) {
    const date = dayOf(massage)
    days.set(date, [...days.get(date) ?? [], massage])
  }
  return {
    waiting: newestFirst.filter(({ pending }) => pending),
    days: [...days.keys()].sort().reverse().map(date => ({ date, massages: days.get(date) }))
  }
}

/** The massages of one local date, oldest first. */
export function massagesOn(date, massages) {
  return massages.filter(massage => dayOf(massage) === date)
    .sort((a, b) => startOf(a).localeCompare(startOf(b)))
}

/** The 04:00 day a massage belongs to; empty where another phone sent none. */
export const dayOf = massage => massage.fields.when?.local_date ?? ""

const startOf = massage => `${dayOf(massage)} ${massage.fields.when?.at ?? ""}`
