"""A phone with a journal of years, written straight into its stores: three massages a day."""

from machines.phones import until
from playwright.sync_api import Page

# As the server answered them ("records"), or as they wait on a phone that never met one ("outbox").
FILL = """async ([count, store]) => {
  const release = document.querySelector('script[type="module"]').src.split("/static/")[0]
  const { openNursery } = await import(release + "/static/js/nursery/nursery.js")
  const { localDate } = await import(release + "/static/js/models/day.js")
  const { family, caregiver } = (await openNursery()).ids
  const [ben, mia, noa] = [1, 2, 3].map(() => crypto.randomUUID())
  const handle = await new Promise((resolve, reject) => {
    const request = indexedDB.open(family)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const transaction = handle.transaction([store], "readwrite")
  const written = new Date(Date.now() - 60_000).toISOString()
  const put = (kind, fields, record = crypto.randomUUID()) => transaction.objectStore(store).put(store === "outbox"
    ? { entry: { id: crypto.randomUUID(), record, kind, action: "put", recorded_at: written, fields } }
    : { kind, record, number: 1, withdrawn: false, fields, stamps: Object.fromEntries(Object.keys(fields).map(name => [name, written])) })
  put("caregiver", { name: "Ada" }, caregiver)
  put("caregiver", { name: "Ben" }, ben)
  put("child", { name: "Mia", asked: true }, mia)
  put("child", { name: "Noa", asked: true }, noa)
  for (let n = 0; n < count; n++) {
    const moment = Date.now() - n * 8 * 3_600_000 - 60_000
    put("massage", {
      when: { at: new Date(moment).toISOString(), zone: "Europe/Berlin", local_date: localDate(moment, "Europe/Berlin") },
      routine: ["bedtime-wind-down", "first-touch", "just-hold"][n % 3], outcome: "given", seconds: 300 + n % 9 * 60,
      caregiver: n % 7 ? caregiver : ben, children: [n % 5 ? mia : noa], state_after: ["drowsy", "quiet-alert"][n % 2],
      cues: [["smiling", "reaching", "looking-away"][n % 3]],
      ...n % 4 === 1 && { note: `Hummed lullaby number ${n}.` }
    })
  }
  await new Promise(resolve => { transaction.oncomplete = resolve })
  handle.close()
}"""  # noqa: E501


def fill(page: Page, count: int = 10_000, store: str = "records") -> None:
    """Write `count` massages into the phone; the next page that is opened shows them."""
    page.evaluate(FILL, [count, store])


def opened(page: Page, url: str) -> None:
    """Open the journal and wait for its first days."""
    page.goto(url + "/journal")
    page.locator("massage-journal .massage").first.wait_for()
    until(lambda: page.locator("massage-journal [data-act=add]").is_enabled())
