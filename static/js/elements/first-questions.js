import { fill, words } from "../helpers/words.js"

// The questions asked once per child. Says "answered" with the child's fields, or with null where
// the parent does not know yet: that child has holds.
class FirstQuestions extends HTMLElement {
  #today
  #left = new AbortController()

  connectedCallback() {
    const { signal } = this.#left
    this.#form.addEventListener("change", event => this.#adapt(event.target), { signal })
    this.#form.addEventListener("submit", event => this.#submit(event), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** Shows the questions; `child` = the fields that are known already. */
  ask(child, today) {
    this.#today = today
    const { birth_date: birth, due_date: due, cleared_on: on } = this.#form.elements
    this.#form.reset()
    for (const field of [birth, on]) field.max = today
    birth.value = child?.birth_date ?? ""
    due.value = child?.due_date ?? ""
    for (const box of this.#form.querySelectorAll("[name=situations]")) box.checked = Boolean(child?.situations?.includes(box.value))
    this.#adapt(birth)
    this.hidden = false
    this.querySelector("h2").focus()
  }

  get #form() {
    return this.querySelector("form")
  }

  get #situations() {
    const { early } = this.#form.elements
    const born = { preterm: ["preterm"], "neonatal-care": ["neonatal-care"], both: ["preterm", "neonatal-care"] }[early.value] ?? []
    return [...born, ...this.#checked("situations")]
  }

  #checked(name) {
    return [...this.#form.querySelectorAll(`[name=${name}]:checked`)].map(box => box.value)
  }

  #adapt(changed) {
    const { early, none, cleared } = this.#form.elements
    if (changed === none && none.checked) for (const box of this.#form.querySelectorAll("[name=situations]")) box.checked = false
    if (changed.name === "situations" && changed.checked) none.checked = false
    const isEarly = ["preterm", "neonatal-care", "both"].includes(early.value)
    this.#part("due").hidden = !["preterm", "both"].includes(early.value)
    this.#part("team").hidden = this.#situations.length === 0
    this.#part("tummy").hidden = !isEarly
    this.#part("cleared-on").hidden = !cleared.checked
  }

  #submit(event) {
    event.preventDefault()
    const open = this.#open()
    fill(this, { open: open ? words(this, open) : "" })
    if (open) return this.#form.querySelector("[data-slot=open]").scrollIntoView({ block: "center" })
    this.#answer(this.#fields())
  }

  // The first question that has no answer yet.
  #open() {
    const { birth_date: birth, due_date: due, early, none, cleared, cleared_on: on } = this.#form.elements
    if (!birth.value || birth.value > this.#today) return "birth"
    if (!early.value) return "early"
    if (["preterm", "both"].includes(early.value) && !due.value) return "due"
    if (!none.checked && this.#checked("situations").length === 0) return "conditions"
    if (this.#situations.length && cleared.checked && (!on.value || on.value > this.#today)) return "cleared"
    return null
  }

  #fields() {
    const { birth_date: birth, due_date: due, cleared, cleared_on: on } = this.#form.elements
    const situations = this.#situations
    const isCleared = cleared.checked && situations.length > 0
    return {
      asked: true, birth_date: birth.value, situations,
      ...(situations.includes("preterm") && { due_date: due.value }),
      ...(isCleared && { cleared: situations.map(what => ({ what, on: on.value })) })
    }
  }

  #press({ target }) {
    if (target.closest("[data-do=skip]")) this.#answer(null)
  }

  #answer(fields) {
    this.hidden = true
    this.dispatchEvent(new CustomEvent("answered", { bubbles: true, detail: fields }))
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`)
  }
}

customElements.define("first-questions", FirstQuestions)
