import { hasWords, words } from "./words.js"

/** The words for a value that another release of the app may have written; else those of `otherwise`. */
export function wordsOr(element, name, otherwise) {
  return words(element, hasWords(element, name) ? name : otherwise)
}
