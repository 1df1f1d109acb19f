// Many unmodified Baileys clients in one process, driven over stdin and told of over stdout, one JSON object a line.
// usage: node --expose-gc candidate.mjs <WebSocket address> <sandbox's HTTP address> <folder of the accounts>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import makeWASocket, { BufferJSON, DisconnectReason, initAuthCreds, proto } from 'baileys'
import pino from 'pino'
import qrcode from 'qrcode'

const [url, http, folder] = process.argv.slice(2)
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
const logger = pino({ level: 'silent' })
// What its Signal library prints, session keys among it, is neither an answer nor work worth measuring.
console.log = console.info = console.warn = () => {}
const sockets = new Map()
// With its usual 20 s, clients that all log in at once give up before it is their turn.
const connectTimeoutMs = 300_000

mkdirSync(folder, { recursive: true })
const credsFile = (i) => join(folder, `${i}.creds.json`)
const keysFile = (i) => join(folder, `${i}.keys.json`)
const load = (file) => JSON.parse(readFileSync(file, 'utf8'), BufferJSON.reviver)
const store = (file, value) => writeFileSync(file, JSON.stringify(value, BufferJSON.replacer))

// Keys stay on disk between uses, so that an idle client holds none; credentials are in memory.
function keys(i, kept) {
  const all = () => kept.value ?? load(keysFile(i))
  return {
    get: (type, ids) => {
      const found = {}
      const stored = all()[type] ?? {}
      for (const id of ids) if (stored[id]) {
        found[id] = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(stored[id]) : stored[id]
      }
      return found
    },
    set: (data) => {
      const value = all()
      for (const type in data) value[type] = { ...value[type], ...data[type] }
      if (!kept.value) store(keysFile(i), value)
    }
  }
}

// All keys in memory, as fast as that can be: what writes and reads messages has them at hand.
function keysInMemory(value) {
  return {
    get: (type, ids) => {
      const found = {}
      const stored = value[type] ?? {}
      for (const id of ids) if (stored[id]) {
        found[id] = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(stored[id]) : stored[id]
      }
      return found
    },
    set: (data) => {
      for (const type in data) {
        const stored = value[type] ??= {}
        for (const id in data[type]) {
          if (data[type][id] === null || data[type][id] === undefined) delete stored[id]
          else stored[id] = data[type][id]
        }
      }
    }
  }
}

function open(i, creds, store, listen) {
  const socket = makeWASocket({ auth: { creds, keys: store }, waWebSocketUrl: url, connectTimeoutMs, logger })
  socket.ev.on('creds.update', (update) => Object.assign(creds, update))
  socket.ev.on('connection.update', listen)
  return socket
}

const scan = (qr) => fetch(`${http}/admin/mock-phone/scan-qr`, { method: 'POST', body: qr })

function pairOne(i) {
  const creds = initAuthCreds()
  const kept = { value: {} }
  return new Promise((done, failed) => {
    let socket
    const connect = () => {
      socket = open(i, creds, keys(i, kept), (update) => {
        if (update.qr) scan(update.qr).catch(failed)
        if (update.connection === 'close' && update.lastDisconnect?.error?.output?.statusCode === 515) connect()
        if (update.connection === 'open') {
          // The first upload of pre-keys is part of it.
          setTimeout(() => {
            // Whoever comes back has synced before: without it each login would wait for history, 20 s long.
            creds.accountSyncCounter = 1
            store(credsFile(i), creds)
            store(keysFile(i), kept.value)
            socket.end(undefined)
            done()
          }, 300)
        }
      })
    }
    connect()
  })
}

const inMemory = new Map()
let reconnects = 0

// Who is closed connects again, as its users are told to: with a thousand at once some take their own lateness for a lost connection.
function loginOne(i, withKeys) {
  const creds = load(credsFile(i))
  const value = withKeys ? load(keysFile(i)) : undefined
  if (withKeys) inMemory.set(i, { creds, value })
  return new Promise((done, failed) => {
    const connect = () => {
      const socket = open(i, creds, withKeys ? keysInMemory(value) : keys(i, {}), (update) => {
        if (update.connection === 'open') done(performance.now())
        if (update.connection !== 'close') return
        const error = update.lastDisconnect?.error
        if (error?.output?.statusCode === DisconnectReason.loggedOut) return failed(new Error(`closed ${error.message}`))
        reconnects++
        connect()
      })
      if (withKeys) socket.ev.on('messages.upsert', ({ messages }) => messages.forEach(hear))
      sockets.set(i, socket)
    }
    connect()
  })
}

// Milliseconds from the time in a text until it is told here; both processes have the same monotonic clock.
let heard
function hear(message) {
  const at = heard && !message.key.fromMe && /^@(\d+)@$/.exec(message.message?.conversation ?? message.message?.extendedTextMessage?.text ?? '')
  if (at) heard.push(Number(process.hrtime.bigint() - BigInt(at[1])) / 1e6)
}

async function sendMany(people, each) {
  await Promise.all(people.map(async (to, i) => {
    for (let k = 0; k < each; k++) await sockets.get(i).sendMessage(to, { text: `message ${k * people.length + i}` })
  }))
}

async function sendEvenly(people, count, perSecond) {
  const millis = []
  const due = new Map()
  const acked = new Map()
  const listeners = people.map((_, i) => {
    const ws = sockets.get(i).ws
    const listener = (node) => acked.set(node.attrs.id, process.hrtime.bigint())
    ws.on('CB:ack,class:message', listener)
    return () => ws.off('CB:ack,class:message', listener)
  })
  const start = process.hrtime.bigint()
  const sends = []
  for (let k = 0; k < count; k++) {
    const at = start + BigInt(Math.round(k * 1e9 / perSecond))
    await until(() => process.hrtime.bigint() >= at)
    const socket = sockets.get(k % people.length)
    sends.push(socket.sendMessage(people[k % people.length], { text: `message ${k}` }).then((sent) => due.set(sent.key.id, at)))
  }
  await Promise.all(sends)
  await until(() => [...due.keys()].every((id) => acked.has(id)))
  listeners.forEach((off) => off())
  for (const [id, at] of due) millis.push(Number(acked.get(id) - at) / 1e6)
  return millis
}

async function until(condition) {
  while (!condition()) await new Promise((next) => setTimeout(next, 1))
}

function qrOne() {
  const begin = performance.now()
  return new Promise((done) => {
    const socket = open(-1, initAuthCreds(), keysInMemory({}), async (update) => {
      if (!update.qr) return
      await qrcode.toBuffer(update.qr)
      const millis = performance.now() - begin
      socket.end(undefined)
      done(millis)
    })
  })
}

const range = (from, to) => Array.from({ length: to - from }, (_, k) => from + k)

async function inTurns(list, width, work) {
  const queue = [...list]
  await Promise.all(Array.from({ length: width }, async () => {
    while (queue.length) await work(queue.shift())
  }))
}

const deeds = {
  pair: async ({ from, to, width }) => { await inTurns(range(from, to), width, pairOne); say({ event: 'done' }) },
  login: async ({ from, to, inMemory }) => {
    const begin = performance.now()
    reconnects = 0
    const times = await Promise.all(range(from, to).map((i) => loginOne(i, inMemory)))
    say({ event: 'done', first: Math.min(...times) - begin, all: Math.max(...times) - begin, reconnects })
  },
  qr: async ({ count, atOnce }) => {
    const millis = []
    if (atOnce) millis.push(...await Promise.all(range(0, count).map(() => qrOne())))
    else for (let k = 0; k < count; k++) millis.push(await qrOne())
    say({ event: 'done', millis })
  },
  numbers: async ({ count }) => say({ event: 'done', numbers: range(0, count).map((i) => inMemory.get(i).creds.me.id.split(/[:@]/)[0]) }),
  send: async ({ people, each }) => { await sendMany(people, each); say({ event: 'done' }) },
  sendEvenly: async ({ people, count, perSecond }) => say({ event: 'done', millis: await sendEvenly(people, count, perSecond) }),
  listen: async () => { heard = []; say({ event: 'done' }) },
  heard: async ({ count }) => {
    await until(() => heard.length >= count)
    say({ event: 'done', millis: heard })
    heard = undefined
  },
  keep: async () => {
    for (const [i, { creds, value }] of inMemory) {
      store(credsFile(i), creds)
      store(keysFile(i), value)
    }
    say({ event: 'done' })
  },
  gc: async () => { global.gc(); global.gc(); say({ event: 'done' }) },
  online: async () => say({ event: 'done', count: [...sockets.values()].filter((s) => s.ws.isOpen).length })
}

process.on('unhandledRejection', (error) => say({ event: 'failed', message: String(error?.message ?? error) }))
const commands = createInterface({ input: process.stdin })
commands.on('close', () => process.exit(0))
commands.on('line', async (line) => {
  const deed = JSON.parse(line)
  try {
    await deeds[deed.do](deed)
  } catch (error) {
    say({ event: 'failed', message: String(error?.message ?? error) })
  }
})
say({ event: 'ready' })
