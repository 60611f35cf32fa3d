import { words } from "./words.js"

/** The words for a value that another release of the app may have written; else those of `otherwise`. */
export function wordsOr(element, name, otherwise) {
  const known = element.querySelector(`template[data-words="${CSS.escape(name)}"]`)
  return words(element, known ? name : otherwise)
}
