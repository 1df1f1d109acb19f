// Writes src/test/resources/vectors/signal-npm.properties: conversations between two devices with npm
// libsignal, with every private key they made, so that another implementation can play either side
// and must write the same bytes.
// usage: node signal-vectors.mjs > ../resources/vectors/signal-npm.properties
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { curve, Device, hex } from './signal-peer.mjs'

const require = createRequire(import.meta.url)
const protobufs = require('libsignal/src/protobufs')
const { version } = require('libsignal/package.json')
const out = (key, value) => process.stdout.write(`${key} = ${value}\n`)
const utf8 = (text) => hex(Buffer.from(text))

// Private keys come from a hash chain, so that a second run writes the same file.
let seed = 0
const made = []
curve.generateKeyPair = () => {
  const privKey = createHash('sha256').update(`wharf vector ${seed++}`).digest()
  privKey[0] &= 248
  privKey[31] = (privKey[31] & 127) | 64
  const pair = { privKey, pubKey: curve.getPublicFromPrivateKey(privKey) }
  made.push(hex(privKey))
  return pair
}

class Conversation {
  constructor(name) {
    this.name = name
    this.count = 0
    this.sent = []
    this.parties = {}
  }

  party(name, registrationId) {
    const device = new Device(registrationId)
    this.parties[name] = { device, made: [] }
    const prefix = `${this.name}.${name}`
    out(`${prefix}.registrationId`, registrationId)
    out(`${prefix}.identity`, hex(device.identity.privKey))
    out(`${prefix}.signedPreKey`, hex(device.signedPreKey.keyPair.privKey))
    out(`${prefix}.signature`, hex(device.signedPreKey.signature))
    made.length = 0
  }

  step(text) {
    out(`${this.name}.${String(this.count++).padStart(3, '0')}`, text)
  }

  // Whatever keys are made on the way are the party's, in this order.
  async as(name, deed) {
    const party = this.parties[name]
    const result = await deed(party.device)
    party.made.push(...made.splice(0))
    return result
  }

  async start(name, peer, preKeyId) {
    const bundle = this.parties[peer].device.bundle(preKeyId)
    const preKey = preKeyId ? made.splice(0)[0] : '-'
    await this.as(name, (device) => device.start(bundle))
    this.step(`start ${name} ${peer} ${preKeyId ?? 0} ${preKey}`)
  }

  // The message is in the file as often as it is sent; its place among the sent is its number.
  async send(name, text, verb = 'send') {
    const { type, message } = await this.as(name, (device) => device.encrypt({ plaintext: utf8(text) }))
    this.sent.push({ type, message, text })
    this.step(`${verb} ${name} ${type} ${utf8(text)} ${message}`)
  }

  // Many, of which the file has the hash over all and none of the messages.
  async sendMany(name, count) {
    const hash = createHash('sha256')
    for (let i = 0; i < count; i++) {
      const text = `many ${i}`
      const { type, message } = await this.as(name, (device) => device.encrypt({ plaintext: utf8(text) }))
      this.sent.push({ type, message, text })
      hash.update(Buffer.from(message, 'hex'))
    }
    this.step(`many ${name} ${count} ${hash.digest('hex')}`)
  }

  async receive(name, number) {
    const { type, message, text } = this.sent[number]
    const { plaintext } = await this.as(name, (device) => device.decrypt({ type, message }))
    if (plaintext !== utf8(text)) throw new Error(`message ${number} opened as something else`)
    this.step(`receive ${name} ${number}`)
  }

  // npm libsignal says so in other words, or not at all; what is to be said is in the file.
  async refuse(name, number, why) {
    const { type, message } = this.sent[number]
    const refused = await this.as(name, (device) => device.decrypt({ type, message })).then(() => false, () => true)
    if (!refused) throw new Error(`message ${number} was not refused`)
    this.step(`refuse ${name} ${number} ${why}`)
  }

  end() {
    for (const [name, party] of Object.entries(this.parties)) {
      out(`${this.name}.${name}.made`, party.made.join(','))
    }
    out(`${this.name}.steps`, this.count)
    process.stdout.write('\n')
  }
}

async function talk(name, preKeyId) {
  const talk = new Conversation(name)
  talk.party('alice', 1001)
  talk.party('bob', 16380)
  await talk.start('alice', 'bob', preKeyId)
  for (const text of ['first', 'second, before any answer', '']) await talk.send('alice', text)
  await talk.receive('bob', 1)
  await talk.send('bob', 'answer')
  await talk.receive('bob', 0)
  await talk.refuse('bob', 1, 'duplicate')
  await talk.receive('alice', 3)
  await talk.receive('bob', 2)
  // Out of order over several turns, one message of each turn kept back.
  let number = 4
  const late = { alice: [], bob: [] }
  for (let turn = 0; turn < 5; turn++) {
    for (const [from, to] of [['alice', 'bob'], ['bob', 'alice']]) {
      for (let i = 0; i < 4; i++) await talk.send(from, `turn ${turn} message ${i}`)
      for (const i of [2, 0, 3]) await talk.receive(to, number + i)
      if (turn > 2) late[to].push(number + 1)
      number += 4
    }
  }
  for (const [to, numbers] of Object.entries(late)) for (const i of numbers) await talk.receive(to, i)
  for (const [to, numbers] of Object.entries(late)) await talk.refuse(to, numbers[0], 'duplicate')
  talk.end()
}

// 2,000 skipped keys, which npm libsignal reaches in two jumps only; then a jump that nobody allows.
async function skip() {
  const talk = new Conversation('skip')
  talk.party('alice', 1)
  talk.party('bob', 2)
  await talk.start('alice', 'bob', 9)
  await talk.send('alice', 'hello')
  await talk.receive('bob', 0)
  await talk.send('bob', 'hello')
  await talk.receive('alice', 1)
  await talk.send('alice', 'zero')
  await talk.receive('bob', 2)
  await talk.sendMany('alice', 2002)
  await talk.receive('bob', 2002)
  await talk.receive('bob', 2004)
  for (const number of [3, 1000, 2003, 1001, 4]) await talk.receive('bob', number)
  await talk.refuse('bob', 1000, 'duplicate')
  await talk.sendMany('alice', 2002)
  await talk.refuse('bob', 4006, 'far')
  talk.end()
}

// Messages with a field that nobody knows yet, under a MAC that covers it.
async function unknown() {
  const talk = new Conversation('unknown')
  talk.party('alice', 1)
  talk.party('bob', 2)
  await talk.start('alice', 'bob', 5)
  const before = { ...protobufs }
  for (const type of ['WhisperMessage', 'PreKeyWhisperMessage']) {
    const { encode } = protobufs[type]
    protobufs[type].encode = (message) => ({
      finish: () => Buffer.concat([encode(message).finish(), Buffer.from('f2060568656c6c6f', 'hex')])
    })
    before[type] = encode
  }
  await talk.send('alice', 'from a later version', 'foreign')
  await talk.receive('bob', 0)
  await talk.send('bob', 'to a later version', 'foreign')
  await talk.receive('alice', 1)
  for (const type of ['WhisperMessage', 'PreKeyWhisperMessage']) protobufs[type].encode = before[type]
  talk.end()
}

// Baileys' sender keys: its iterations are 0, 2, 4, …
async function group() {
  const author = new Device(1)
  const { distribution } = await author.groupDistribution()
  out('group.distribution', distribution)
  for (let i = 0; i < 5; i++) {
    const { message } = await author.groupEncrypt({ plaintext: utf8(`group ${i}`) })
    out(`group.${i}`, message)
  }
  out('group.distribution.later', (await author.groupDistribution()).distribution)
  out('group.later', (await author.groupEncrypt({ plaintext: utf8('group later') })).message)
}

process.stdout.write(`# Conversations between two devices with npm libsignal ${version}, and Baileys' sender keys.
# Origin: src/test/baileys/signal-vectors.mjs wrote this file. Every private key of both sides is in it,
# in the order of making; the group's keys are random. send: type, plaintext, message. foreign: a message
# that only a later version writes. many: the texts are "many <i>", the hash is SHA-256 over the messages.
# receive and refuse: number of the message.

`)
await talk('withPreKey', 7)
await talk('withoutPreKey')
await skip()
await unknown()
await group()
