/**
 * What the server knows about this phone's family: fresh where there is internet, else as heard last.
 *
 * Returns `{ me, fresh }`; `me` is null while the family lives on this phone only.
 */
export async function membership(nursery) {
  const known = await nursery.state.get("me") ?? null
  try {
    const me = await nursery.call("GET", "/api/me")
    await nursery.state.set("me", me)
    return { me, fresh: true }
  } catch (problem) {
    if (!isAnswerOrOffline(problem)) throw problem
    return { me: known, fresh: false }
  }
}

/** Whether the network or the server said no; anything else is a fault of ours. */
export const isAnswerOrOffline = problem => ["Answer", "Offline"].includes(problem.name)

/** Tells the other elements of the page that people or phones have changed. */
export function announce(element) {
  element.dispatchEvent(new Event("family-changed", { bubbles: true }))
}
