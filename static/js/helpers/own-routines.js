/** The title that a family's own routine has, also a withdrawn one; "" where it has none, or one that only its phones can read. */
export const titleIn = routine => typeof routine?.fields.title === "string" ? routine.fields.title : ""
