import { wordsOr } from "./words.js"

/**
 * What to call a caregiver on this page: "you", their name, their relation, or kindly nobody's.
 *
 * `caregivers` are the family's caregiver records; the element carries the words `you`,
 * `someone` and `relation-…`.
 */
export function nameOf(element, caregiver, { me, caregivers }) {
  if (caregiver === me) return wordsOr(element, "you", "someone")
  const known = caregivers.find(({ record }) => record === caregiver)
  return known?.fields.name || wordsOr(element, `relation-${known?.fields.relation ?? ""}`, "someone")
}
