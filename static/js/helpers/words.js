// The words a parent reads come from the page: JavaScript only picks and fills them.

// The sentence in <template data-words="name"> with {slots} filled. With a number `n`, a
// <template data-words="name" data-plural="one"> is preferred where the language has one. Numbers are
// written as the language writes them.
export function words(element, name, values = {}) {
  return sentenceOf(element, name, values.n).replace(/\{(\w+)\}/g, (slot, key) => key in values ? written(values[key]) : slot)
}

// Whether the page has that sentence.
export const hasWords = (element, name) => read(element, name, "") !== null

// The words for a value that another release of the app may have written; else those of `otherwise`.
export const wordsOr = (element, name, otherwise) => words(element, hasWords(element, name) ? name : otherwise)

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

function sentenceOf(element, name, n) {
  const sentence = (typeof n === "number" ? read(element, name, pluralOf(n)) : null) ?? read(element, name, "")
  if (sentence === null) throw new Error(`<${element.localName}> has no words for "${name}"`)
  return sentence
}

// Reading a template again takes longer than all else; a journal has thousands of rows.
const known = new WeakMap()

function read(element, name, plural) {
  if (!known.has(element)) known.set(element, new Map())
  const sentences = known.get(element)
  const key = `${name} ${plural}`
  if (!sentences.has(key)) sentences.set(key, sentenceIn(element, name, plural))
  return sentences.get(key)
}

function sentenceIn(element, name, plural) {
  const which = plural ? `[data-plural="${plural}"]` : ":not([data-plural])"
  const template = element.querySelector(`template[data-words="${CSS.escape(name)}"]${which}`)
  return template === null ? null : template.content.textContent.trim().replace(/\s+/g, " ")
}

let numbers, plurals

function written(value) {
  if (typeof value !== "number") return String(value)
  numbers ??= new Intl.NumberFormat(language()) // making the first takes a tenth of a slow phone's start
  return numbers.format(value)
}

function pluralOf(n) {
  plurals ??= new Intl.PluralRules(language())
  return plurals.select(n)
}

const language = () => document.documentElement.lang || "en"
