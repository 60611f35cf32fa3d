export const ENGLISH = "en"
const TAG = /^\/[a-z]{2,3}(-[a-z\d]+)*(?=\/)/i

/** The address of a page in a language: English stands at "/", another one under its tag. */
export function pageIn(language, path) {
  const plain = path.replace(TAG, "")
  return language === ENGLISH ? plain : `/${language}${plain}`
}

/** The address of a page in the language of this one. */
export const here = path => pageIn(document.documentElement.lang || ENGLISH, path)
