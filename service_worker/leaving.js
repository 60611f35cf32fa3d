// The kill switch: served as /service-worker.js when the server's KILL_SWITCH is on. It stands alone, so
// that it works when everything else is broken. What parents wrote is in IndexedDB and is not touched.
addEventListener("install", event => event.waitUntil(skipWaiting()))
addEventListener("activate", event => event.waitUntil(leave()))

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name)
  await registration.unregister()
}
