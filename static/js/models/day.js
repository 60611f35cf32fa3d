// The day starts at 04:00: a massage at 01:30 belongs to the evening before. The twin of
// webapp/massages/massage.py.

const FIRST_HOUR = 4
const EVENING = 20
const formats = new Map()

/** The date "YYYY-MM-DD" of the day, from 04:00 to 04:00 by the zone's clocks, that `ms` is in. */
export function localDate(ms, zone) {
  const parts = partsOf(ms, zone)
  const date = new Date(Date.UTC(parts.year, parts.month - 1, parts.day))
  if (parts.hour < FIRST_HOUR) date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}

/** The local date some days later, or earlier where `days` is negative. */
export function dayAfter(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The hour, 0 to 23, that the zone's clocks show at `ms`. */
export const hourOf = (ms, zone) => partsOf(ms, zone).hour

/** The IANA zone of this phone, "UTC" where it does not say. */
export function zoneHere() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC"
}

/** A massage's `when`: { at, zone, local_date }, never rewritten. */
export function when(ms, zone = zoneHere()) {
  return { at: new Date(ms).toISOString(), zone, local_date: localDate(ms, zone) }
}

/** The moment in ms at which the zone's clocks show 20:00 on `date`: what is known of it is its day. */
export function eveningOf(date, zone) {
  const shown = Date.parse(`${date}T${EVENING}:00:00Z`)
  const near = shown - ahead(shown, zone)
  return shown - ahead(near, zone) // the clocks may have been changed in between
}

/** How many ms the zone's clocks are ahead of UTC at `ms`. */
export function ahead(ms, zone) {
  const whole = Math.floor(ms / 60_000) * 60_000
  const { year, month, day, hour, minute } = partsOf(whole, zone)
  return Date.UTC(year, month - 1, day, hour, minute) - whole
}

function partsOf(ms, zone) {
  return Object.fromEntries(format(zone).formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
}

// Making one takes longer than a hundred uses of it.
function format(zone) {
  if (!formats.has(zone)) {
    formats.set(zone, new Intl.DateTimeFormat("en-US-u-ca-gregory", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric"
    }))
  }
  return formats.get(zone)
}
