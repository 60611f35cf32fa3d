/**
 * Shows the parts of a custom element that belong to the given states, and hides its other parts.
 *
 * A part carries `data-when="asking saved"`; parts of an element inside this one are left alone.
 */
export function show(element, ...states) {
  for (const part of element.querySelectorAll("[data-when]")) {
    if (ownerOf(part) !== element) continue
    part.hidden = !part.dataset.when.split(" ").some(state => states.includes(state))
  }
}

/** Lets the controls marked `data-wakes` work: they are disabled until their element listens. */
export function wake(element) {
  for (const control of element.querySelectorAll("[data-wakes]")) control.disabled = false
}

function ownerOf(part) {
  let owner = part.parentElement
  while (owner && !owner.localName.includes("-")) owner = owner.parentElement
  return owner
}
