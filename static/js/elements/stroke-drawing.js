// A drawing's hands move only while somebody can see them: sixteen at once would warm the phone.

const still = matchMedia("(prefers-reduced-motion: reduce)")

const seen = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) target.play(isIntersecting && !still.matches)
}, { rootMargin: "10%" })

class StrokeDrawing extends HTMLElement {
  connectedCallback() {
    this.play(false)
    seen.observe(this)
  }

  disconnectedCallback() {
    seen.unobserve(this)
  }

  play(moving) {
    const drawing = this.querySelector("svg")
    if (moving) drawing?.unpauseAnimations()
    else drawing?.pauseAnimations()
  }
}

customElements.define("stroke-drawing", StrokeDrawing)
