import { atRest } from "../helpers/rest.js"

bringTheRest()

// The days come first: what of the journal nobody waits for is loaded after them.
async function bringTheRest() {
  await atRest()
  await Promise.all([
    import("../elements/massage-form.js"),
    import("../elements/journal-pictures.js"),
    import("../elements/journal-summary.js"),
    import("../elements/family-file.js")
  ])
}
