import { isInstalled } from "./installing.js"
import { wayHome } from "../models/way_home.js"

const MARK = "in-a-family=1"

/** Whether this is the app on an iPhone's home screen, which begins with a memory of its own. */
export const isOnHomeScreen = () => isInstalled() && wayHome(navigator) === "ios"

/**
 * Finds the family of a phone that has lost its memory, or begins with a new one, but still has the cookie.
 *
 * Asks the server only where a mark beside the cookie says that there is one. On an iPhone's home screen both may be
 * copies of Safari's: the app becomes a phone of its own. Whether the family came.
 */
export async function comeHome(nursery) {
  if (!document.cookie.includes(MARK) || await nursery.state.get("member")) return false
  try {
    const me = await nursery.call("GET", "/api/me")
    if (isOnHomeScreen()) await nursery.fork()
    else await nursery.comeBackAs(me)
  } catch (problem) {
    if (problem.name !== "Answer" && problem.name !== "Offline") throw problem
    return false
  }
  await nursery.sync()
  return true
}
