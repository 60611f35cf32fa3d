// Plain SVG from plain data. Lengths are in em, so that the letters grow as all others on the page do.
// A picture says nothing that its table does not, so it is not read aloud.

const ROW = 2.9 // em, for a label and its bar
const HIGH = 7

/** Bars from the start of the line, one below the other, of `{ label, count, number }`. */
export function bars(rows) {
  const most = Math.max(...rows.map(({ count }) => count))
  return svg(rows.length * ROW, rows.flatMap(({ label, count, number }, index) => [
    text(label, { x: 0, y: em(index * ROW + 1) }),
    text(number, { x: "100%", y: em(index * ROW + 1), "text-anchor": "end" }),
    shape("rect", { x: 0, y: em(index * ROW + 1.45), width: percent(count / most), height: em(.8), rx: em(.4) })
  ]))
}

/** Columns side by side, the first and last with their label below and the last with its number. */
export function columns(rows) {
  const most = Math.max(...rows.map(({ count }) => count))
  const [first, last] = [rows[0], rows.at(-1)]
  return svg(HIGH + 3, [
    ...rows.map(({ count }, index) => shape("rect", {
      x: percent((index + .12) / rows.length), width: percent(.76 / rows.length),
      y: em(1.5 + HIGH * (1 - count / most)), height: em(HIGH * count / most), rx: em(.25)
    })),
    text(last.number, { x: "100%", y: em(1), "text-anchor": "end" }),
    rows.length > 1 && text(first.label, { x: 0, y: em(HIGH + 2.8) }),
    text(last.label, { x: "100%", y: em(HIGH + 2.8), "text-anchor": "end" })
  ].filter(Boolean))
}

function svg(height, shapes) {
  const picture = shape("svg", { class: "bars", width: "100%", height: em(height), "aria-hidden": "true", focusable: "false" })
  picture.append(...shapes)
  return picture
}

function text(words, attributes) {
  const element = shape("text", attributes)
  element.textContent = words
  return element
}

function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name)
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
  return element
}

const em = length => `${length.toFixed(2)}em`
const percent = part => `${(part * 100).toFixed(2)}%`
