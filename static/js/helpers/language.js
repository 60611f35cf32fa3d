import { openNursery } from "../nursery/nursery.js"
import { keepLook } from "./look.js"

/** Notes what this phone keeps its pages in: for the worker, and for theme.js. Throws NurseryUnavailable. */
export async function chooseLanguage(language) {
  const nursery = await openNursery()
  await nursery.phone.set("language", language)
  keepLook("language", language)
}

/** The language that was chosen on this phone, or null. Throws NurseryUnavailable. */
export async function chosenLanguage() {
  const nursery = await openNursery()
  return await nursery.phone.get("language") ?? null
}

/** To open a page of another language first is to choose it. */
export async function adoptLanguage() {
  const { lang } = document.documentElement
  try {
    if (!await chosenLanguage()) await chooseLanguage(lang)
  } catch (problem) {
    console.warn("The language of this page is not kept", problem)
  }
}
