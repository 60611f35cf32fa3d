/**
 * What the server knows about this phone's family: fresh where there is internet, else as heard last.
 *
 * Returns `{ me, fresh, code }`; `me` is null while the family lives on this phone only, `code`
 * is the server's reason where it said no.
 */
export async function membership(nursery) {
  const before = changes
  const answer = await shared(nursery)
  // somebody changed the family meanwhile: what was asked before says nothing about it any more
  return before === changes ? answer : membership(nursery)
}

/** Whether the network or the server said no; anything else is a fault of ours. */
export const isAnswerOrOffline = problem => ["Answer", "Offline"].includes(problem.name)

/** Tells the other elements of the page that people or phones have changed. */
export function announce(element) {
  changes += 1
  asking.clear()
  element.dispatchEvent(new Event("family-changed", { bubbles: true }))
}

const asking = new Map()
let changes = 0

// The elements of one page ask at the same moment: one call answers them all.
async function shared(nursery) {
  const answer = asking.get(nursery) ?? ask(nursery)
  asking.set(nursery, answer)
  try {
    return await answer
  } finally {
    if (asking.get(nursery) === answer) asking.delete(nursery)
  }
}

async function ask(nursery) {
  const before = changes
  const member = await nursery.state.get("member")
  if (!member) return { me: null, fresh: true }
  try {
    const me = await nursery.call("GET", "/api/me")
    if (before === changes) await nursery.state.set("me", me)
    return { me, fresh: true }
  } catch (problem) {
    if (!isAnswerOrOffline(problem)) throw problem
    const known = await nursery.state.get("me") ?? { ...member, devices: [], caregivers: [] }
    return { me: known, fresh: false, code: problem.code }
  }
}
