import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { test } from "node:test"
import { uuid5 } from "../../../static/js/nursery/uuid5.js"
import { ours, Phone, yes } from "./phones.js"

const ZONE = { zone: "Europe/Berlin" }
const no = (status, code) => ours({ error: { code, message: "…" } }, status)

/** Answers as a server that lets the phone into `family`. */
function joined(family, asked, more = {}) {
  return ours({ family, caregiver: asked.body.caregiver.id, device: asked.body.device.id, epoch: "e1", ...more }, 201)
}

test("ids made of names are those of RFC 9562, as Python makes them", () => {
  assert.equal(uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2")
  assert.equal(uuid5("00000000-0000-4000-8000-000000000000", "reminder"), "2985c4fc-6473-504c-ada7-aed8e95614fc")
  assert.equal(uuid5("00000000-0000-4000-8000-000000000000", "ü".repeat(100)), "d42602d6-622c-51f9-9dcf-18d78a0e766e")
})

test("two tabs at the first start mint one family", async () => {
  const phone = new Phone()
  const [one, two] = await Promise.all([phone.start(), phone.start()])
  assert.deepEqual(one.ids, two.ids)
})

test("a founding whose answer was lost is repeated with the same claim", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await assert.rejects(nursery.foundFamily(ZONE), { name: "Offline" })
  const reopened = await phone.start()
  phone.server = asked => joined(reopened.ids.family, asked, { recovery_code: "ABCD" })
  assert.deepEqual(await reopened.foundFamily({ ...ZONE, relation: "mother" }), { recovery_code: "ABCD" })
  const [first, second] = phone.asked.map(({ body }) => body)
  assert.equal(first.claim, second.claim)
  assert.deepEqual([second.family, second.caregiver], [nursery.ids.family, { id: nursery.ids.caregiver, relation: "mother" }])
})

test("when the claim is over and nobody has the key, the phone founds under a new id and takes all along", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const { family, caregiver } = nursery.ids
  await nursery.save("massage", { note: "before", caregiver })
  await nursery.save("reminder", { on: true }, { record: nursery.fixed("reminder") })
  await assert.rejects(nursery.foundFamily(ZONE), { name: "Offline" })
  phone.server = asked => asked.path == "/api/me" ? no(401, "device-unknown")
    : asked.body.family == family ? no(409, "family-known") : joined(asked.body.family, asked, { recovery_code: "NEW" })
  assert.deepEqual(await nursery.foundFamily(ZONE), { recovery_code: "NEW" })
  assert.notEqual(nursery.ids.family, family)
  assert.deepEqual((await nursery.all("massage")).map(({ fields }) => fields.note), ["before"])
  assert.deepEqual((await nursery.one("reminder")).fields, { on: true })
})

test("a family that is known although this phone has its key is simply ours", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const { family, caregiver, device } = nursery.ids
  phone.server = asked => asked.path == "/api/me" ? ours({ family, caregiver, device, epoch: "e1" })
    : asked.path == "/api/recovery-code" ? ours({ recovery_code: "AGAIN" }, 201) : no(409, "family-known")
  assert.deepEqual(await nursery.foundFamily(ZONE), { recovery_code: "AGAIN" })
  phone.epoch = "e1"
  phone.server = asked => yes(phone, asked)
  assert.equal((await nursery.sync()).status, "saved")
})

test("joining brings along what this phone wrote, but not what a family has once", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const old = { ...nursery.ids }
  const massage = await nursery.save("massage", { note: "before", caregiver: old.caregiver })
  await nursery.save("caregiver", { name: "Papa" }, { record: old.caregiver })
  await nursery.save("reminder", { on: true }, { record: nursery.fixed("reminder") })
  const [family, caregiver, device] = [randomUUID(), randomUUID(), randomUUID()]
  phone.server = () => ours({ family, caregiver, device, epoch: "e1" }, 201)
  await nursery.joinFamily("K7QM-2XRD", { relation: "father", label: "phone" })
  assert.deepEqual(nursery.ids, { family, caregiver, device })
  const pending = await (await phone.start()).pending()
  assert.deepEqual(pending.map(({ kind, record, fields }) => ({ kind, record, fields })), [
    { kind: "massage", record: massage.record, fields: { note: "before", caregiver } },
    { kind: "caregiver", record: caregiver, fields: { name: "Papa" } }
  ])
  assert.equal(await nursery.one("reminder"), null)
})

test("what a server would not take comes along too, and is still shown after joining", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await phone.member("e0")
  const old = { ...nursery.ids }
  const massage = await nursery.save("massage", { note: "too long", caregiver: old.caregiver })
  await nursery.save("reminder", { on: true }, { record: nursery.fixed("reminder") })
  const refusal = { code: "invalid", field: "note", message: "This note is too long." }
  phone.server = asked => yes(phone, asked, {
    accepted: [], refused: asked.body.entries.map(({ id }) => ({ id, ...refusal }))
  })
  await nursery.sync()
  const [family, caregiver, device] = [randomUUID(), randomUUID(), randomUUID()]
  phone.server = () => ours({ family, caregiver, device, epoch: "e1" }, 201)
  await nursery.joinFamily("K7QM-2XRD")
  const fields = { note: "too long", caregiver }
  assert.deepEqual(await (await phone.start()).refused(), [{ ...refusal, id: massage.id, entry: { ...massage, fields } }])
  assert.deepEqual(await nursery.pending(), [])
})

test("a joining that the server refuses changes nothing, and says why", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const before = { ...nursery.ids }
  phone.server = asked => asked.path == "/api/me" ? no(401, "device-unknown") : no(404, "invitation-not-valid")
  await assert.rejects(nursery.joinFamily("AAAA-AAAA"), { name: "Answer", code: "invitation-not-valid" })
  assert.deepEqual(nursery.ids, before)
})

test("a joining whose answer was lost is repeated with the same claim, another code has another", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  for (const code of ["K7QM-2XRD", "K7QM-2XRD", "AAAA-AAAA"]) await assert.rejects(nursery.joinFamily(code), { name: "Offline" })
  const [one, two, three] = phone.asked.map(({ body }) => body.claim)
  assert.deepEqual([one == two, one == three], [true, false])
})

test("a phone that got the key but not the answer finds out where it belongs before it sends anything", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  await nursery.save("massage", { note: "before" })
  await assert.rejects(nursery.joinFamily("K7QM-2XRD"), { name: "Offline" })
  const { caregiver, device } = nursery.ids
  const family = randomUUID()
  phone.epoch = "e1"
  phone.server = asked => asked.path == "/api/me" ? ours({ family, caregiver, device, epoch: "e1" }) : yes(phone, asked)
  assert.deepEqual(await nursery.sync(), { status: "saved", waiting: 0 })
  assert.equal(nursery.ids.family, family)
})

test("a sync that is due while a family is joined waits for the end of it, and asks nothing meanwhile", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const family = randomUUID()
  phone.epoch = "e1"
  let answer
  phone.server = asked => asked.path == "/api/sync" ? yes(phone, asked) : new Promise(resolve => { answer = () => resolve(joined(family, asked)) })
  const joining = nursery.joinFamily("K7QM-2XRD")
  while (!answer) await new Promise(setImmediate)
  const syncing = nursery.sync()
  for (let n = 0; n < 50; n++) await new Promise(setImmediate)
  assert.deepEqual(phone.asked.map(({ path }) => path), ["/api/invitations/redeem"])
  answer()
  await joining
  assert.equal((await syncing).status, "saved")
  assert.deepEqual(phone.asked.map(({ path }) => path), ["/api/invitations/redeem", "/api/sync"])
})

test("a phone that dies at any moment of joining has everything once, in one family", async () => {
  const ended = new Set()
  for (let k = 1; k <= 30; k++) {
    const phone = new Phone()
    const nursery = await phone.start()
    const home = nursery.ids.family
    await nursery.saveAll([{ kind: "massage", fields: { note: "1" } }, { kind: "massage", fields: { note: "2" } }])
    const family = randomUUID()
    phone.server = asked => asked.path == "/api/me" ? no(401, "device-unknown") : joined(family, asked)
    let left = k
    phone.beforeTransaction = () => { if (--left <= 0) throw new RangeError("switched off") }
    let isJoined = true
    try {
      await nursery.joinFamily("K7QM-2XRD")
    } catch (error) {
      if (error.message != "switched off") throw error
      isJoined = false
    }
    phone.beforeTransaction = null
    const reopened = await phone.start()
    assert.deepEqual((await reopened.all("massage")).map(({ fields }) => fields.note).sort(), ["1", "2"], `dead at ${k}`)
    assert([home, family].includes(reopened.ids.family))
    if (isJoined) assert.equal(reopened.ids.family, family)
    else await reopened.joinFamily("K7QM-2XRD")
    assert.equal(reopened.ids.family, family)
    assert.deepEqual((await reopened.pending()).map(({ fields }) => fields.note), ["1", "2"], `dead at ${k}`)
    ended.add(isJoined)
  }
  assert.equal(ended.size, 2, "some died, some did not")
})

test("what another tab saves after the family was joined goes to the joined family", async () => {
  const phone = new Phone()
  const [here, there] = [await phone.start(), await phone.start()]
  const family = randomUUID()
  phone.server = asked => joined(family, asked)
  await here.joinFamily("K7QM-2XRD")
  await there.save("massage", { note: "from the other tab" })
  assert.equal(there.ids.family, family)
  assert.deepEqual((await here.pending()).map(({ fields }) => fields.note), ["from the other tab"])
})

test("coming back into an earlier family finds what it left there", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const home = nursery.ids.family
  await nursery.save("massage", { note: "1" })
  for (const family of [randomUUID(), home]) {
    phone.server = asked => joined(family, asked)
    await nursery.joinFamily(randomUUID())
    await nursery.save("massage", { note: "next" })
  }
  assert.equal((await phone.start()).ids.family, home)
  assert.deepEqual((await nursery.pending()).map(({ fields }) => fields.note).sort(), ["1", "next", "next"])
})

test("a recovery code brings the phone into its family and gives the next code", async () => {
  const phone = new Phone()
  const nursery = await phone.start()
  const [family, caregiver, device] = [randomUUID(), randomUUID(), randomUUID()]
  phone.server = () => ours({ family, caregiver, device, epoch: "e1", recovery_code: "NEXT" }, 201)
  assert.deepEqual(await nursery.recoverFamily("0123-4567-89AB-CDEF"), { recovery_code: "NEXT" })
  assert.deepEqual(nursery.ids, { family, caregiver, device })
})
