import { choose } from "../helpers/choosing.js"
import { remembered } from "../helpers/storage.js"
import { nameOf } from "../helpers/people.js"
import { clone, fill, words } from "../helpers/words.js"

const LOW = 2
// what stays with whoever wrote it: a reflection's fields, by the names in the form
const PRIVATE = {
  feeling: ({ feeling }) => ({ feeling: Number(feeling.value) }),
  private_note: ({ private_note: note }) => ({ note: note.value.trim() })
}

// Words about a massage that is in the journal already: every choice is a put of its own on the
// same record, so nothing waits for "Done". How the parent feels, and a private note, are a record of their own.
class MassageLog extends HTMLElement {
  #nursery
  #massage
  #reflection
  #left = new AbortController()

  connectedCallback() {
    const { signal } = this.#left
    const form = this.querySelector("form")
    form.addEventListener("change", event => this.#keep(event.target), { signal })
    form.addEventListener("submit", event => event.preventDefault(), { signal })
    this.addEventListener("click", event => this.#press(event), { signal })
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /**
   * For the massage with this record id, as far as words about it are there already.
   * `nursery` is null where the phone's storage does not answer.
   */
  async open(nursery, massage) {
    this.#nursery = nursery
    if (massage !== this.#massage) this.querySelector("form").reset()
    this.#massage = massage
    this.#reflection = crypto.randomUUID()
    fill(this, { kept: nursery ? "" : words(this, "unkept") })
    this.querySelector("h2").focus({ preventScroll: true })
    const known = await remembered(() => nursery?.get(massage))
    await this.#offerGivers(known?.fields.caregiver)
    choose(this.querySelector("form"), known?.fields ?? {})
    await this.#recallReflection()
  }

  async #recallReflection() {
    const reflections = await remembered(() => this.#nursery?.all("reflection")) ?? []
    const mine = reflections.find(({ fields }) => fields.massage === this.#massage)
    if (!mine) return
    this.#reflection = mine.record
    choose(this.querySelector("form"), { feeling: mine.fields.feeling, private_note: mine.fields.note })
  }

  // Asked only where more than one could have been it.
  async #offerGivers(giver) {
    const part = this.querySelector("[data-part=givers]")
    const caregivers = await remembered(() => this.#nursery?.all("caregiver")) ?? []
    part.hidden = caregivers.length < 2
    const { caregiver: me } = this.#nursery?.ids ?? {}
    part.querySelector("[data-slot-givers]").replaceChildren(...caregivers.map(({ record }) => {
      const choice = fill(clone(this, "giver"), { name: nameOf(this, record, { me, caregivers }) })
      Object.assign(choice.querySelector("input"), { value: record, checked: record === (giver ?? me) })
      return choice
    }))
  }

  async #keep({ name, form }) {
    if (name === "feeling") await this.#offerHelp(Number(form.elements.feeling.value))
    try {
      await this.#save(name, form)
      fill(this, { kept: words(this, "kept") })
    } catch (problem) {
      console.error("not kept", problem)
      fill(this, { kept: words(this, "unkept") })
    }
  }

  async #save(name, form) {
    if (!this.#nursery) throw new Error("the phone's storage does not answer")
    if (name in PRIVATE) {
      const fields = { massage: this.#massage, ...PRIVATE[name](form.elements) }
      return this.#nursery.save("reflection", fields, { record: this.#reflection })
    }
    const several = ["cues", "helped"].includes(name)
    const chosen = [...form.querySelectorAll(`[name=${name}]:checked`)].map(box => box.value)
    const value = several ? chosen : form.elements[name].value.trim()
    return this.#nursery.save("massage", { [name]: value }, { record: this.#massage })
  }

  // The first time only, and nothing is counted.
  async #offerHelp(feeling) {
    const help = this.querySelector("[data-part=help]")
    if (feeling > LOW || !help.hidden) return
    if (await this.#nursery?.phone.get("helpShown")) return
    help.hidden = false
    await this.#nursery?.phone.set("helpShown", true)
  }

  #press({ target }) {
    if (target.closest("[data-do=done]")) this.dispatchEvent(new CustomEvent("logged", { bubbles: true }))
  }
}

customElements.define("massage-log", MassageLog)
