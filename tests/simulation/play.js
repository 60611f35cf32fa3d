// node tests/simulation/play.js URL FIRST COUNT [LENGTH | restored | emptied]: plays evenings and
// prints what became of each as a line of JSON. "restored" asks, by such lines too, for a backup of
// the server when all evenings have begun, and to be put back to it later; "emptied" for a server
// that knows nobody. A line on stdin says that it is done.
import { once } from "node:events"
import { Evening } from "./evening.js"

const [url, how] = [process.argv[2], process.argv[5]]
const [first, count] = process.argv.slice(3, 5).map(Number)
const seeds = Array.from({ length: count }, (_, n) => first + n)

process.on("unhandledRejection", error => {
  say({ error: `unhandled: ${error.stack}` })
  process.exit(1)
})

if (how == "restored") await playRestored()
else if (how == "emptied") await playEmptied()
else for (const seed of seeds) await report(new Evening(seed, url, Number(how) || undefined), evening => evening.play())
process.exit()

async function playRestored() {
  const evenings = seeds.map(seed => new Evening(seed, url))
  for (const evening of evenings) await evening.begin()
  await asked("backup")
  for (const evening of evenings) await evening.goOn()
  await asked("restore")
  for (const evening of evenings) await report(evening, async evening => {
    await evening.goOn()
    await evening.end()
  })
}

async function playEmptied() {
  const evenings = seeds.map(seed => new Evening(seed, url))
  for (const evening of evenings) await evening.begin()
  await asked("empty")
  for (const evening of evenings) await report(evening, async evening => {
    await evening.makeAgain()
    await evening.goOn()
    await evening.end()
  })
}

async function report(evening, play) {
  try {
    await play(evening)
    say({ seed: evening.seed, ...evening.numbers })
  } catch (error) {
    say({ seed: evening.seed, error: error.stack, steps: evening.steps })
  }
}

async function asked(wants) {
  say({ wants })
  await once(process.stdin, "data")
}

function say(line) {
  console.log(JSON.stringify(line))
}
