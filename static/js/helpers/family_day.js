import { localDate, zoneHere } from "../models/day.js"
import { massagesOn } from "../models/journal.js"

/** The family's date, which begins at 04:00, and its zone; the phone's own until the family has one. */
export async function familyToday(nursery) {
  const family = await nursery.one("family")
  const zone = family?.fields.zone ?? zoneHere()
  return { today: localDate(Date.now(), zone), zone }
}

/** The massages of one local date, oldest first. */
export async function massagesOf(nursery, date) {
  return massagesOn(date, await nursery.days.between("massage", date, date))
}
