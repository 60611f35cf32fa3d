import { grouped } from "../helpers/codes.js"
import { isAnswerOrOffline, membership } from "../helpers/membership.js"
import { forgetPasskey, hasPasskeys, showPasskey } from "../helpers/passkeys.js"
import { show, wake } from "../helpers/states.js"
import { nurseryFor } from "../helpers/storage.js"
import { fill } from "../helpers/words.js"

// Brings a family back to this phone: with a passkey, or the code that was kept on paper.
class RecoverFamily extends HTMLElement {
  #nursery
  #left = new AbortController()

  async connectedCallback() {
    const { signal } = this.#left
    this.querySelector("form").addEventListener("submit", event => this.#submit(event), { signal })
    this.#passkeyButton.addEventListener("click", () => this.#try(this.#passkeyButton, () => this.#showPasskey()), { signal })
    this.#passkeyButton.hidden = !hasPasskeys()
    this.#nursery = await nurseryFor(this)
    if (this.#nursery) wake(this)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  get #passkeyButton() {
    return this.querySelector('[data-act="passkey"]')
  }

  async #submit(event) {
    event.preventDefault()
    await this.#try(event.submitter, () => this.#recover(event.target.elements.code.value.trim()))
  }

  async #try(button, attempt) {
    button.disabled = true
    try {
      await attempt()
    } catch (problem) {
      if (!isAnswerOrOffline(problem)) throw problem
      fill(this, { reason: problem.message })
      show(this, "asking", problem.name === "Offline" ? "offline" : "refused")
    } finally {
      button.disabled = false
    }
  }

  async #recover(code) {
    const { recovery_code: next } = await this.#nursery.recoverFamily(code)
    await this.#arrive(next)
  }

  async #showPasskey() {
    const { options } = await this.#nursery.call("POST", "/api/passkeys/sign-in/options")
    const credential = await showPasskey(options)
    if (!credential) return
    try {
      await this.#nursery.signIn(credential)
    } catch (problem) {
      if (problem.code === "passkey-unknown") await forgetPasskey(credential, options.rpId)
      throw problem
    }
    await this.#arrive()
  }

  async #arrive(next) {
    await this.#nursery.sync()
    await membership(this.#nursery)
    fill(this, { code: next ? grouped(next) : "" })
    show(this, "back", next && "new-code")
    this.querySelector(".arrived").focus()
  }
}

customElements.define("recover-family", RecoverFamily)
