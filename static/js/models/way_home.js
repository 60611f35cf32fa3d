/**
 * How this browser reaches the home screen: "in-app", "ios", "android" or "desktop".
 *
 * Browsers inside other apps cannot keep anything; they name themselves in their user agent.
 */
export function wayHome({ userAgent, maxTouchPoints = 0 }) {
  if (/FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|TikTok|musical_ly|Snapchat|Pinterest|; wv\)/.test(userAgent)) return "in-app"
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "ios"
  return /Android/.test(userAgent) ? "android" : "desktop"
}
