/**
 * Whether a massage is what is looked for: `wish` is `{ text, child, caregiver, routine }`, each of them may be empty.
 *
 * All words of `text` have to be in `said`, what a parent reads of the massage. One that names no child is of all of them.
 */
export function isWanted({ fields }, { text = "", child, caregiver, routine }, said) {
  if (child && fields.children?.length && !fields.children.includes(child)) return false
  if (caregiver && fields.caregiver !== caregiver) return false
  if (routine && fields.routine !== routine) return false
  const words = plain(text).split(/\s+/).filter(Boolean)
  if (!words.length) return true
  const read = plain(said())
  return words.every(word => read.includes(word))
}

/** Whether anything is looked for at all. */
export const isSearch = wish => Object.values(wish).some(value => value?.trim())

// Accents and capitals are not what one remembers of a word.
function plain(text) {
  return text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase()
}
