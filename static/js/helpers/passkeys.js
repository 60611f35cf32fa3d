/** Whether this browser speaks passkeys in JSON (WebAuthn Level 3); with older ones the recovery code is the way back. */
export const hasPasskeys = () => "parseCreationOptionsFromJSON" in (globalThis.PublicKeyCredential ?? {})

/**
 * Lets the phone make a passkey, called `name` in its own list where there is one.
 *
 * Resolves with what the server wants to hear of it, or null when the parent closed the phone's question. Throws
 * InvalidStateError where this phone holds one already.
 */
export async function makePasskey(options, name) {
  const user = name ? { ...options.user, name, displayName: name } : options.user
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({ ...options, user })
  return asked(() => navigator.credentials.create({ publicKey }))
}

/** Lets the parent choose a passkey of this site; resolves as makePasskey does. */
export async function showPasskey(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return asked(() => navigator.credentials.get({ publicKey }))
}

/** Tells the phone that the server does not know this passkey, so that it stops offering it (where it listens). */
export async function forgetPasskey({ id }, host) {
  await PublicKeyCredential.signalUnknownCredential?.({ rpId: host, credentialId: id })
}

async function asked(ask) {
  try {
    return (await ask()).toJSON()
  } catch (problem) {
    // closing the question, and looking away from it too long, are answers
    if (problem.name === "NotAllowedError" || problem.name === "AbortError") return null
    throw problem
  }
}
