// All that has to do with the server: see `bring` in nursery.js.
export { fork, found, join, moveTo } from "./identity/family.js"
export { meet } from "./meeting.js"
export { caller } from "./wire/call.js"
