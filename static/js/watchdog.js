// Classic and on its own on purpose: it speaks when the modules cannot. Its words are in the page.
(function () {
  const PATIENCE = 8000
  const notice = document.getElementById("not-started")
  if (!notice) return

  notice.querySelector("button").addEventListener("click", () => location.reload())
  setTimeout(look, PATIENCE)

  // A page that starts late after all takes its notice back.
  function look() {
    notice.hidden = hasStarted()
    if (!notice.hidden) setTimeout(look, 1000)
  }

  function hasStarted() {
    return "started" in document.documentElement.dataset && !document.querySelector(":not(:defined)")
  }
})()
