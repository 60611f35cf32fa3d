const DAY = 86_400_000

/** The page's language, in the reader's own region where the phone names one: 18:40 or 6:40 pm. */
function language() {
  const page = document.documentElement.lang || "en"
  return navigator.languages.find(known => known.split("-")[0] === page) ?? page
}

const formats = new Map()

// Making a format takes longer than a hundred uses of it.
function format(options, Kind = Intl.DateTimeFormat) {
  const key = Kind.name + JSON.stringify(options)
  if (!formats.has(key)) formats.set(key, new Kind(language(), options))
  return formats.get(key)
}

/** "19:40", in the phone's zone, from an RFC 3339 instant or milliseconds. */
export function clock(instant) {
  return format({ hour: "2-digit", minute: "2-digit" }).format(new Date(instant))
}

/** "Tue 18:30": a moment of the last days. */
export function dayAndClock(instant) {
  return format({ weekday: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(instant))
}

/** "Tuesday 18 November" from a local date; the year only where it is another one. */
export function longDay(date, today) {
  const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric"
  return format({ weekday: "long", day: "numeric", month: "long", year, timeZone: "UTC" }).format(noon(date))
}

/** "18 November 2026". */
export function plainDate(date) {
  return format({ dateStyle: "long", timeZone: "UTC" }).format(noon(date))
}

/** "18 Nov": where there is little room. */
export function shortDate(date) {
  return format({ day: "numeric", month: "short", timeZone: "UTC" }).format(noon(date))
}

/** "Tue 18 Nov" from a local date; the year only where it is another one. */
export function shortDay(date, today) {
  const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric"
  return format({ weekday: "short", day: "numeric", month: "short", year, timeZone: "UTC" }).format(noon(date))
}

/** The short names of weekdays 1–7 (Monday = 1), joined as the language joins them. */
export function weekdayNames(numbers) {
  const weekday = format({ weekday: "short", timeZone: "UTC" })
  // 2026-11-16 is a Monday
  return joined(numbers.map(number => weekday.format(noon("2026-11-16").getTime() + (number - 1) * DAY)))
}

/** The whole days from one local date to another. */
export const daysBetween = (from, to) => Math.round((noon(to) - noon(from)) / DAY)

/** Names in a row, as the language joins them. */
export const joined = names => format({ type: "conjunction" }, Intl.ListFormat).format(names)

const noon = date => new Date(`${date}T12:00:00Z`)
