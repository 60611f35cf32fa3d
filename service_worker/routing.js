import { cacheName } from "../static/js/helpers/kept.js"

/**
 * Lets the browser itself answer a cold start from the cache: the pages of a release, their styles and their colours
 * are there before the worker has woken up. Only Chromium knows such routes (InstallEvent.addRoutes); elsewhere, and
 * while the worker runs, the worker answers the same.
 *
 * What a route does not find is asked of the network, not of the worker: so it leads only to what has to be there.
 */
export async function addRoutes(event, list) {
  try {
    await event.addRoutes?.(routesOf(list))
  } catch (error) {
    console.warn("The worker answers every start", error)
  }
}

function routesOf({ release, files }) {
  const source = { cacheName: cacheName(release) }
  const pages = files.filter(({ url, must }) => must && !url.startsWith("/release/"))
  return [
    { urlPattern: { pathname: `/release/${release}/static/css/*` } },
    { urlPattern: { pathname: `/release/${release}/static/js/theme.js` } },
    ...pages.map(({ url }) => ({ requestMode: "navigate", urlPattern: { pathname: url, search: "" } }))
  ].map(condition => ({ condition: { ...condition, runningStatus: "not-running" }, source }))
}
