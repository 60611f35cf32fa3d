import "./elements/offline-mark.js"
import { release } from "./helpers/release.js"
import { atRest } from "./helpers/rest.js"
import { showRole } from "./helpers/roles.js"
import { keepSyncing } from "./helpers/syncing.js"

// For watchdog.js: the modules arrived.
document.documentElement.dataset.started = "yes"

release.start()
showRole()
keepUp()

// What this phone knows comes first.
async function keepUp() {
  await atRest()
  bringTheRest()
  await keepSyncing()
}

// <meta name="at-rest" content="/release/…/module.js">: nobody waits for it, so the page names it for later.
async function bringTheRest() {
  const modules = document.querySelectorAll("meta[name=at-rest]")
  await Promise.all([...modules].map(({ content }) => import(content)))
}
