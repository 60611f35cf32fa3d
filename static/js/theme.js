// Classic and blocking on purpose: night and text size are known before the first paint.
(function () {
  const root = document.documentElement
  const paper = { night: "#15100d", day: "#fbf3ea" }

  let chosen = {}
  try {
    chosen = JSON.parse(localStorage.getItem("look")) ?? {}
  } catch (error) {
    // Storage is blocked or the value is not ours: the phone's own theme is a good one.
    console.info("look not read", error)
  }

  if (chosen.theme in paper) {
    root.dataset.theme = chosen.theme
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) meta.content = paper[chosen.theme]
  }
  if (chosen.quiet) root.dataset.quiet = ""

  // The page in the phone's language, where there is one: the icon and links of others lead to English.
  const own = chosen.language && document.querySelector(`link[hreflang="${CSS.escape(chosen.language)}"]`)
  if (own && chosen.language !== root.lang && new URL(own.href).pathname !== location.pathname) {
    location.replace(own.href + location.search + location.hash)
  }

  root.dataset.tone = chosen.tone ?? "in-turn"
  if (["large", "larger"].includes(chosen.text)) root.dataset.text = chosen.text
})()
