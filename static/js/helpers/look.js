/** How the page looks on this phone, as theme.js reads it before the first paint. */
export function look() {
  try {
    return JSON.parse(localStorage.getItem("look")) ?? {}
  } catch (problem) {
    console.info("look not read", problem)
    return {}
  }
}

/** Changes one thing of the look at once; returns whether the phone could keep it. */
export function keepLook(name, value) {
  document.documentElement.dataset[name] = value
  return kept({ ...look(), [name]: value })
}

/** Whether every child was set aside when this phone last knew. */
export const isQuiet = () => document.documentElement.hasAttribute("data-quiet")

/** Where every child is set aside no picture of one is shown, from the first paint on. */
export function quieten(isQuiet) {
  document.documentElement.toggleAttribute("data-quiet", Boolean(isQuiet))
  const { quiet, ...others } = look()
  if (Boolean(quiet) !== Boolean(isQuiet)) kept(isQuiet ? { ...others, quiet: true } : others)
}

function kept(look) {
  try {
    localStorage.setItem("look", JSON.stringify(look))
    return true
  } catch (problem) {
    console.info("look not kept", problem)
    return false
  }
}
