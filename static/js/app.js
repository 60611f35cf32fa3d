import "./elements/offline-mark.js"
import "./elements/update-notice.js"
import { release } from "./helpers/release.js"
import { keepSyncing } from "./helpers/syncing.js"

// For watchdog.js: the modules arrived.
document.documentElement.dataset.started = "yes"

release.start()
keepSyncing()
