const STORAGE = ["NurseryUnavailable", "InvalidStateError", "UnknownError", "AbortError", "TimeoutError", "QuotaExceededError", "SecurityError"]

/** What `act` gives, or `otherwise` where the phone's storage stopped answering: the evening goes on. */
export async function remembered(act, otherwise) {
  try {
    return await act()
  } catch (problem) {
    if (!STORAGE.includes(problem.name)) throw problem
    console.warn("The phone's storage does not answer: going on from memory", problem)
    return otherwise
  }
}
