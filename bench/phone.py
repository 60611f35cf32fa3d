"""What a parent waits for on the phone, in Chromium on a profile that lasts."""

import contextlib
from statistics import median

from playwright.sync_api import sync_playwright

from bench.bare_browser import PAINTED, BareBrowser
from bench.report import line
from bench.running import temporary_server

ROUTINE = "/routines/bedtime-wind-down"
COLD_STARTS = 11
NURSERY = """async url => {
  const { openNursery } = await import(url)
  globalThis.nursery = await openNursery()
}"""
SAVE = """async count => {
  const times = []
  for (let i = 0; i < count; i++) {
    const began = performance.now()
    await nursery.save("massage", { routine: "bedtime-wind-down", outcome: "given", seconds: 600,
      when: { at: new Date().toISOString(), zone: "Europe/Berlin", local_date: "2026-11-21" } })
    times.push(performance.now() - began)
  }
  return times
}"""
# resolves when the page, by itself, has had the server's verdict on everything
SYNCED = """async () => {
  const calls = () => performance.getEntriesByType("resource")
    .filter(entry => entry.name.endsWith("/api/sync")).length
  const before = calls()
  const began = await new Promise(online =>
    addEventListener("online", () => online(performance.now())))
  while (await nursery.countWaiting()) {
    await new Promise(change => nursery.addEventListener("change", change, { once: true }))
  }
  return [performance.now() - began, calls() - before]
}"""
BARE = """async () => {
  const name = (await caches.keys()).find(name => name.startsWith("release-"))
  const cache = await caches.open(name)
  const html = "<!doctype html><meta name=viewport content='width=device-width'><h1>Step</h1>"
  await cache.put("/bare", new Response(html, { headers: { "Content-Type": "text/html" } }))
}"""


def measure() -> None:
    from browser.releases import PAGE_RELEASE
    from machines.phones import ChromiumPhone, installed

    with temporary_server() as server, sync_playwright() as playwright:
        phone = ChromiumPhone(playwright)
        page = phone.start()
        page.goto(server.url)
        installed(page)
        digest = page.evaluate(PAGE_RELEASE)
        page.evaluate(NURSERY, f"/release/{digest}/static/js/nursery/nursery.js")
        page.evaluate("nursery.foundFamily({ zone: 'Europe/Berlin' }).then(() => nursery.sync())")
        phone.context.set_offline(True)
        line("save until “Saved on this phone”, median of 50", median(page.evaluate(SAVE, 50)),
             "ms", 50)
        page.evaluate(f"void (globalThis.synced = ({SYNCED})())")
        phone.context.set_offline(False)
        took, requests = page.evaluate("synced")
        line("a week offline (50 entries) synced", took, "ms")
        line("requests that took", requests, "", 1)
        page.evaluate(BARE)
        phone.close()
        server.stop()
        starts = [(cold_paint(phone.profile, server.url + ROUTINE, ".step"),
                   cold_paint(phone.profile, server.url + "/bare", "h1"))
                  for _ in range(COLD_STARTS)]
        ours, bare = (median(times) for times in zip(*starts, strict=True))
        line("cold offline start to the first step readable", ours, "ms")
        line("a bare static page, by the worker from the same cache", bare, "ms")
        line("ours against bare", ours / bare, "×", 1.3)


def cold_paint(profile: str, url: str, readable: str) -> float:
    """Start the browser anew, offline, and return the milliseconds from navigation to paint."""
    from machines.phones import until

    painted = f"document.querySelector('{readable}') ? {PAINTED} : 0"
    with contextlib.closing(BareBrowser(profile)) as browser:
        browser.tell("Page.navigate", url=url)
        return until(lambda: browser.ask(painted), every=0.5)
