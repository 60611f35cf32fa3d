import { ENGLISH } from "../static/js/helpers/address.js"
import { languageOf } from "../static/js/helpers/kept.js"
import { chosenLanguage } from "../static/js/helpers/language.js"

/**
 * The language to keep a release in: the chosen one; where the phone's storage does not answer,
 * that of the release before, so that nobody wakes up in another language.
 */
export async function ownLanguage(platform = globalThis, chosen = chosenLanguage) {
  try {
    return await chosen() ?? ENGLISH
  } catch (problem) {
    console.warn("The chosen language is not known", problem)
    return languageBefore(platform)
  }
}

async function languageBefore(platform) {
  for (const name of await platform.caches.keys()) {
    const language = await languageOf(name, platform)
    if (language && language !== ENGLISH) return language
  }
  return ENGLISH
}
