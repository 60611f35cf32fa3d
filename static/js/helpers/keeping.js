import { familyFile } from "../models/family_file.js"

/** Offers a file; it is made on the phone, so it works without internet. */
export function keepAsFile(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  // Safari reads the blob after the click has returned
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Offers everything that this phone may see as a file, which another installation can bring in. */
export async function keepEverything(nursery) {
  const [records, refused] = await Promise.all([nursery.everything(), nursery.refused()])
  const present = records.filter(({ withdrawn }) => !withdrawn)
  const file = familyFile({ records: present, refused }, Date.now())
  keepAsFile(fileName("json"), JSON.stringify(file, null, 1), "application/json")
}

/** "warm-hands-2026-11-28.csv": the day by this phone's clock. */
export function fileName(extension) {
  const now = new Date()
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, "0"))
  return `warm-hands-${day.join("-")}.${extension}`
}
