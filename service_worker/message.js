const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const LONGEST = 300
const ROOM_FOR = { title: 100 }

/**
 * What a push says: `{ title, body, lang, url, delivery, isInvitation }`, empty where it says nothing.
 *
 * Nothing of what came is trusted: a wrong type would make the browser refuse to show it.
 */
export function messageIn(pushData, proposed) {
  const content = contentOf(pushData) ?? proposed
  const title = textIn(content, "title")
  const url = ownAddress(content?.navigate)
  const isInvitation = url.pathname.endsWith("/tonight")
  const delivery = isInvitation && ID.test(url.hash.slice(1)) ? url.hash.slice(1) : null
  return {
    title, body: title && textIn(content, "body"), lang: textIn(content, "lang"),
    url: `${url.pathname}${url.hash}`, delivery, isInvitation
  }
}

function contentOf(pushData) {
  try {
    return pushData?.json()?.notification
  } catch (error) {
    console.warn("A push without a readable message", error)
    return null
  }
}

function textIn(content, name) {
  const value = content?.[name]
  return typeof value === "string" ? value.slice(0, ROOM_FOR[name] ?? LONGEST) : ""
}

function ownAddress(address) {
  const home = new URL("/tonight", location.origin)
  try {
    const url = new URL(address, home)
    return typeof address === "string" && url.origin === location.origin ? url : home
  } catch (error) {
    console.warn("A push that leads nowhere", error)
    return home
  }
}
