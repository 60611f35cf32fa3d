// A cell that begins so is read as a formula by spreadsheets, and a note could do harm there.
const FORMULA = /^(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/
// Where a comma is the decimal sign, Excel splits lines at each ; and sees no quotes behind a comma:
// there a formula may begin within a cell. A list with dashes is none.
const FORMULA_WITHIN = /([;\r\n]\s*)(?=[=@\uFF1D\uFF20]|[+\-\uFF0B\uFF0D][^\s)])/g
const MARK = "\uFEFF" // says that the letters are UTF-8

/** Rows of texts as a CSV file (RFC 4180) that no spreadsheet takes for anything else than text. */
export function csv(rows) {
  return MARK + rows.map(row => `${row.map(cell).join(",")}\r\n`).join("")
}

function cell(value) {
  const text = String(value ?? "")
  const safe = text.replace(FORMULA, "'").replace(FORMULA_WITHIN, "$1'")
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
