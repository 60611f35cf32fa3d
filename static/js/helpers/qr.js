const SVG = "http://www.w3.org/2000/svg"
// A reader wants this many light modules around the picture.
const QUIET = 4

/** Draws rows of "0110…" as an SVG picture named `label`; dark on light, also at night. */
export function drawQr(rows, label) {
  const size = rows.length + 2 * QUIET
  const picture = element("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label })
  picture.append(
    element("rect", { class: "light", width: size, height: size, rx: 2 }),
    element("path", { class: "dark", d: rows.flatMap(squares).join("") })
  )
  return picture
}

function squares(row, y) {
  return [...row].map((module, x) => module === "1" ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}
