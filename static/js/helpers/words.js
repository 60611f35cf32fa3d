// The words a parent reads come from the page: JavaScript only picks and fills them.

// The sentence in <template data-words="name"> with {slots} filled. With a number `n`, a
// <template data-words="name" data-plural="one"> is preferred where the language has one. Numbers are
// written as the language writes them.
export function words(element, name, values = {}) {
  const template = templateOf(element, name, values.n)
  const sentence = template.content.textContent.trim().replace(/\s+/g, " ")
  return sentence.replace(/\{(\w+)\}/g, (slot, key) => key in values ? written(values[key]) : slot)
}

// A fresh copy of <template data-part="name">.
export function clone(element, name) {
  const template = element.querySelector(`template[data-part="${CSS.escape(name)}"]`)
  if (!template) throw new Error(`<${element.localName}> has no part "${name}"`)
  return template.content.cloneNode(true)
}

// Sets the text of every [data-slot="name"] inside the node; gives the node back.
export function fill(node, values) {
  for (const [name, value] of Object.entries(values)) {
    for (const slot of node.querySelectorAll(`[data-slot="${CSS.escape(name)}"]`)) {
      slot.textContent = value ?? ""
    }
  }
  return node
}

function templateOf(element, name, n) {
  const selector = `template[data-words="${CSS.escape(name)}"]`
  const plural = typeof n === "number" && found(element, `${selector}[data-plural="${pluralOf(n)}"]`)
  const template = plural || found(element, `${selector}:not([data-plural])`)
  if (!template) throw new Error(`<${element.localName}> has no words for "${name}"`)
  return template
}

// Looking for a template again takes longer than all else; a journal has thousands of rows.
const known = new WeakMap()

function found(element, selector) {
  if (!known.has(element)) known.set(element, new Map())
  const templates = known.get(element)
  if (!templates.get(selector)) templates.set(selector, element.querySelector(selector))
  return templates.get(selector)
}

let numbers, plurals

function written(value) {
  numbers ??= new Intl.NumberFormat(language())
  return typeof value === "number" ? numbers.format(value) : String(value)
}

function pluralOf(n) {
  plurals ??= new Intl.PluralRules(language())
  return plurals.select(n)
}

const language = () => document.documentElement.lang || "en"
