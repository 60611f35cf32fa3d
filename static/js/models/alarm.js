import { ahead } from "./day.js"

const DAY = 86_400_000
const YEARS = 10
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
const LONGEST = 75 // octets of a line, RFC 5545 section 3.1

/**
 * The daily invitation as a calendar file with an alarm (RFC 5545): it needs neither signal nor push.
 *
 * `time` = "18:45" and `weekdays` = [1 … 7], Monday first, by the clocks of `zone`; `now` in ms. A file with the same
 * `uid` that is made later takes the earlier one's place. The zone is described for ten years, and after them
 * by its name.
 */
export function calendarFile({ uid, time, weekdays, zone, title, text, url }, now) {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Warm Hands//Warm Hands//EN",
    ...described(zone, now),
    "BEGIN:VEVENT", `UID:${uid}`, `DTSTAMP:${utc(now)}`, `SEQUENCE:${Math.floor(now / 1000)}`,
    `DTSTART;TZID=${zone}:${first({ time, weekdays, zone }, now)}`, "DURATION:PT15M",
    `RRULE:FREQ=WEEKLY;BYDAY=${weekdays.map(day => DAYS[day - 1]).join(",")}`,
    `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(`${text}\n${url}`)}`, `URL:${url}`,
    "CLASS:PRIVATE", "TRANSP:TRANSPARENT",
    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT0S", `DESCRIPTION:${escaped(text)}`, "END:VALARM",
    "END:VEVENT", "END:VCALENDAR"
  ]
  return lines.map(line => `${folded(line)}\r\n`).join("")
}

// The first of the days that is still to come, as local time.
function first({ time, weekdays, zone }, now) {
  const here = now + ahead(now, zone)
  for (let day = here; ; day += DAY) {
    const [date] = new Date(day).toISOString().split("T")
    const at = Date.parse(`${date}T${time}:00Z`)
    if (at > here && weekdays.includes(new Date(at).getUTCDay() || 7)) return local(at)
  }
}

function described(zone, now) {
  const began = now - 366 * DAY
  const offset = ahead(began, zone)
  const changes = [{ at: began, from: offset, to: offset }, ...changesOf(zone, began, now + YEARS * 366 * DAY)]
  const observances = changes.flatMap(({ at, from, to }) => {
    const kind = to > from ? "DAYLIGHT" : "STANDARD"
    return [`BEGIN:${kind}`, `DTSTART:${local(at + from)}`, `TZOFFSETFROM:${signed(from)}`, `TZOFFSETTO:${signed(to)}`, `END:${kind}`]
  })
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...observances, "END:VTIMEZONE"]
}

// When the zone's clocks are changed, to the minute; no zone changes them twice in a week.
function changesOf(zone, from, until) {
  const changes = []
  for (let at = from; at < until; at += 7 * DAY) {
    const [before, after] = [ahead(at, zone), ahead(at + 7 * DAY, zone)]
    if (before !== after) changes.push({ at: changeBetween(at, at + 7 * DAY, zone), from: before, to: after })
  }
  return changes
}

function changeBetween(early, late, zone) {
  const before = ahead(early, zone)
  let [from, to] = [Math.floor(early / 60_000), Math.ceil(late / 60_000)]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (ahead(middle * 60_000, zone) === before) from = middle
    else to = middle
  }
  return to * 60_000
}

const utc = ms => `${local(ms)}Z`
const local = ms => new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")
const escaped = text => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n")

function signed(offset) {
  const minutes = Math.abs(Math.round(offset / 60_000))
  const digits = number => String(number).padStart(2, "0")
  return `${offset < 0 ? "-" : "+"}${digits(Math.floor(minutes / 60))}${digits(minutes % 60)}`
}

// A long line goes on in the next one, after a space; no letter is cut in two.
function folded(line) {
  let result = ""
  let length = 0
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length
    if (length + octets > LONGEST) {
      result += "\r\n "
      length = 1
    }
    result += letter
    length += octets
  }
  return result
}
