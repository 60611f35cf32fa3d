import { isInstalled } from "./installing.js"
import { isAnswerOrOffline } from "./membership.js"
import { wayHome } from "../models/way_home.js"

/** Whether this is the app on an iPhone's home screen, which begins with a memory of its own. */
export const isOnHomeScreen = () => isInstalled() && wayHome(navigator) === "ios"

/**
 * Finds the family of a phone that has lost its memory, or begins with a new one, but still has the cookie.
 *
 * On an iPhone's home screen the cookie may be a copy of Safari's: the app becomes a phone of its own. Whether the
 * family came.
 */
export async function comeHome(nursery) {
  if (await nursery.state.get("member")) return false
  try {
    const me = await nursery.call("GET", "/api/me")
    if (isOnHomeScreen()) await nursery.fork()
    else await nursery.comeBackAs(me)
  } catch (problem) {
    if (!isAnswerOrOffline(problem)) throw problem
    return false
  }
  await nursery.sync()
  return true
}
