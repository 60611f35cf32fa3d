const LASTS = 60

/** A short buzz, for those who want to feel what others hear. Many phones have none. */
export class Buzz {
  isOn = false

  ring() {
    try {
      if (this.isOn) navigator.vibrate?.(LASTS)
    } catch (problem) {
      console.info("No buzz", problem)
    }
  }
}
