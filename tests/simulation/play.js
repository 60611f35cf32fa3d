// node tests/simulation/play.js URL FIRST COUNT: plays evenings and prints one line of JSON each.
import { Evening } from "./evening.js"

const [url, first, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]

// the nursery warns where it goes on without something; here that would be thousands of lines
process.on("unhandledRejection", error => {
  console.log(JSON.stringify({ error: `unhandled: ${error.stack}` }))
  process.exit(1)
})

for (let seed = first; seed < first + count; seed++) {
  const evening = new Evening(seed, url)
  try {
    await evening.play()
    console.log(JSON.stringify({ seed, ...evening.numbers }))
  } catch (error) {
    console.log(JSON.stringify({ seed, error: error.stack, steps: evening.steps }))
  }
}
process.exit()
