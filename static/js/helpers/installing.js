// The browser's offer to install comes early and once, so this module keeps it for a later tap.
let offer = null

addEventListener("beforeinstallprompt", event => {
  event.preventDefault()
  offer = event
  dispatchEvent(new Event("install-offered"))
})

export function isInstalled() {
  return navigator.standalone === true || !matchMedia("(display-mode: browser)").matches
}

export function offeredInstall() {
  return offer !== null
}

/** Shows the browser's own question. Whether the parent said yes. */
export async function takeOffer() {
  const { outcome } = await offer.prompt()
  offer = null
  return outcome === "accepted"
}

/**
 * How this browser reaches the home screen: "in-app", "ios", "android" or "desktop".
 *
 * Browsers inside other apps cannot keep anything; they name themselves in their user agent.
 */
export function wayHome({ userAgent, maxTouchPoints = 0 }) {
  if (/FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|TikTok|musical_ly|Snapchat|Pinterest|; wv\)/.test(userAgent)) return "in-app"
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "ios"
  return /Android/.test(userAgent) ? "android" : "desktop"
}
