import { remembered } from "./storage.js"
import { localDate, when, zoneHere } from "../models/day.js"
import { restUntil } from "../models/checking.js"
import { played } from "../models/playback.js"

const LATELY = 100 // massages: enough to know the first ones from the many
const TOGETHER = ["given", "resting-hands", "stopped"]

/**
 * Saves the massage as far as it went; called again for the same one, only what changed since.
 * Resolves with what is saved now. `before` = what was saved, or null.
 */
export async function keepMassage(nursery, state, { routine, before, now }) {
  const seconds = Math.min(14_400, Math.round(played(state, now) / 1000))
  const ending = { outcome: state.outcome, seconds }
  if (before) {
    const changed = Object.fromEntries(Object.entries(ending).filter(([name, value]) => before[name] !== value))
    if (Object.keys(changed).length) await nursery.save("massage", changed, { record: state.massage })
    return ending
  }
  const family = await nursery.one("family")
  await nursery.save("massage", {
    when: when(state.startedAt ?? now, family?.fields.zone), routine, caregiver: nursery.ids.caregiver,
    ...(state.child && { children: [state.child] }), ...ending
  }, { record: state.massage })
  return ending
}

/** Takes a massage out of the journal that was saved on the way, before it was let go. */
export async function withdrawMassage(nursery, { massage }) {
  if (await nursery?.get(massage)) await nursery.save("massage", {}, { record: massage, action: "withdraw" })
}

/**
 * The children that are not set aside, whether all are, and how often each had its time lately.
 * Nobody where the phone's storage is not there or stopped answering.
 */
export async function familyFor(nursery) {
  const nobody = { children: [], timesOf: () => 0, today: localDate(Date.now(), zoneHere()) }
  return nursery ? remembered(() => familyIn(nursery), nobody) : nobody
}

async function familyIn(nursery) {
  const [children, { value: lately }, family] = await Promise.all([
    nursery.all("child"), nursery.days.back("massage", { size: LATELY }).next(), nursery.one("family")
  ])
  const together = lately.filter(({ fields }) => TOGETHER.includes(fields.outcome))
  return {
    children: children.filter(({ fields }) => !fields.set_aside),
    isSetAside: children.length > 0 && children.every(({ fields }) => fields.set_aside),
    timesOf: child => together.filter(({ fields }) => !fields.children?.length || fields.children.includes(child)).length,
    today: localDate(Date.now(), family?.fields.zone ?? zoneHere())
  }
}

/** After *ill* or *vaccine* in the check the invitations rest on all phones; nothing is announced. */
export async function restInvitations(nursery, pauses, today) {
  const reminder = await nursery?.one("reminder")
  if (!reminder?.fields.on) return
  const until = restUntil(pauses, today, reminder.fields.paused_until)
  if (until) await nursery.save("reminder", { paused_until: until }, { record: nursery.fixed("reminder") })
}
