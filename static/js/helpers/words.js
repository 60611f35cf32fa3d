// The words a parent reads come from the page: JavaScript only picks and fills them.

// The sentence in <template data-words="name"> with {slots} filled. With a number `n`, a
// <template data-words="name" data-plural="one"> is preferred where the language has one.
export function words(element, name, values = {}) {
  const template = templateOf(element, name, values.n)
  const sentence = template.content.textContent.trim().replace(/\s+/g, " ")
  return sentence.replace(/\{(\w+)\}/g, (slot, key) => key in values ? String(values[key]) : slot)
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
  const plural = typeof n === "number" && element.querySelector(`${selector}[data-plural="${pluralOf(n)}"]`)
  const template = plural || element.querySelector(`${selector}:not([data-plural])`)
  if (!template) throw new Error(`<${element.localName}> has no words for "${name}"`)
  return template
}

function pluralOf(n) {
  return new Intl.PluralRules(document.documentElement.lang || "en").select(n)
}
