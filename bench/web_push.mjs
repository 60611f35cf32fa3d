// The npm library's own way, for comparison: sendNotification, 50 under way, over kept connections.
import { readFileSync } from "node:fs"
import https from "node:https"
import webpush from "web-push"

const { subscriptions, text, subject } = JSON.parse(readFileSync(0, "utf8"))
const { publicKey, privateKey } = webpush.generateVAPIDKeys()
const agent = new https.Agent({ keepAlive: true, maxSockets: 50 })
const options = { vapidDetails: { subject, publicKey, privateKey }, TTL: 5400, urgency: "high", agent }

const began = process.hrtime.bigint()
const used = process.cpuUsage()
let next = 0
await Promise.all(Array.from({ length: 50 }, async () => {
  while (next < subscriptions.length) await webpush.sendNotification(subscriptions[next++], text, options)
}))
const { user, system } = process.cpuUsage(used)
agent.destroy()
console.log(JSON.stringify({
  seconds: Number(process.hrtime.bigint() - began) / 1e9, cpu: (user + system) / 1e6, count: subscriptions.length
}))
