import { isOnHomeScreen } from "./installing.js"
import { isAnswerOrOffline } from "./membership.js"

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
