import { wayHome } from "../models/way_home.js"

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

/** Whether this is the app on an iPhone's home screen, which begins with a memory of its own. */
export const isOnHomeScreen = () => isInstalled() && wayHome(navigator) === "ios"

export function offeredInstall() {
  return offer !== null
}

/** Shows the browser's own question. Whether the parent said yes. */
export async function takeOffer() {
  const { outcome } = await offer.prompt()
  offer = null
  return outcome === "accepted"
}
