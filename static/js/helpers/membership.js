/**
 * What the server knows about this phone's family: fresh where there is internet, else as heard last.
 *
 * Returns `{ me, fresh, code }`; `me` is null while the family lives on this phone only, `code`
 * is the server's reason where it said no.
 */
export async function membership(nursery) {
  // the elements of one page ask at the same moment: one call answers them all
  const known = asking.get(nursery)
  if (known) return known
  const answer = ask(nursery)
  asking.set(nursery, answer)
  try {
    return await answer
  } finally {
    asking.delete(nursery)
  }
}

/** Whether the network or the server said no; anything else is a fault of ours. */
export const isAnswerOrOffline = problem => ["Answer", "Offline"].includes(problem.name)

/** Tells the other elements of the page that people or phones have changed. */
export function announce(element) {
  element.dispatchEvent(new Event("family-changed", { bubbles: true }))
}

const asking = new WeakMap()

async function ask(nursery) {
  const member = await nursery.state.get("member")
  if (!member) return { me: null, fresh: true }
  try {
    const me = await nursery.call("GET", "/api/me")
    await nursery.state.set("me", me)
    return { me, fresh: true }
  } catch (problem) {
    if (!isAnswerOrOffline(problem)) throw problem
    const known = await nursery.state.get("me") ?? { ...member, devices: [], caregivers: [] }
    return { me: known, fresh: false, code: problem.code }
  }
}
