const A_MOMENT = 500

/** Resolves a moment after the page is there: what can wait may begin. */
export async function atRest() {
  if (document.readyState !== "complete") await new Promise(resolve => addEventListener("load", resolve, { once: true }))
  await new Promise(resolve => setTimeout(resolve, A_MOMENT))
}
