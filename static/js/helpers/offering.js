import { familyToday } from "./family_day.js"
import { remembered } from "./storage.js"
import { chosenRoutines, isChosen } from "./roles.js"
import { dayAfter, hourOf, localDate, zoneHere } from "../models/day.js"
import { partOfDay } from "../models/evening.js"

const LATELY = 28

/**
 * What models/evening.js chooses from: today, the part of it, the children, the family's own routines, its last four
 * weeks, and what was picked on this phone; on a helper's, `chosen`: the set of what the parents chose. Nobody and
 * nothing, and `isUnknown`, where the phone's storage is not there.
 */
export async function eveningFor(nursery) {
  const now = Date.now()
  const zone = zoneHere()
  const nobody = { today: localDate(now, zone), part: partOfDay(hourOf(now, zone)), children: [], own: [], lately: [], isUnknown: true }
  return nursery ? remembered(() => eveningIn(nursery, now), nobody) : nobody
}

/** Keeps for this phone's today, until 04:00, for whom and which routine a parent picked. */
export async function keepPick(nursery, pick) {
  if (nursery) await remembered(() => nursery.state.set("picked", pick))
}

async function eveningIn(nursery, now) {
  const { today, zone } = await familyToday(nursery)
  const [children, own, massages, pick, chosen] = await Promise.all([
    nursery.all("child"), nursery.all("routine"), nursery.massagesFrom(dayAfter(today, -LATELY)), nursery.state.get("picked"),
    chosenRoutines(nursery)
  ])
  const lately = massages.map(massage => ({ ...massage, part: partOf(massage.fields.when, zone) }))
  const mine = own.filter(({ record }) => isChosen(chosen, record))
  return { today, part: partOfDay(hourOf(now, zone)), children, own: mine, lately, chosen, ...pick && { pick } }
}

// another phone may have sent no hour: what is known of it is its day, which had an evening
const partOf = ({ at }, zone) => at ? partOfDay(hourOf(Date.parse(at), zone)) : "evening"
