/** Offers `content` as a JSON file; made on the phone, so it works without internet. */
export function keepAsFile(name, content) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  // Safari reads the blob after the click has returned
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
