// Many unmodified Baileys clients in one process, driven over stdin and told of over stdout, one JSON object a line.
// usage: node --expose-gc candidate.mjs <WebSocket address> <sandbox's HTTP address> <folder of the accounts>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import makeWASocket, { BufferJSON, initAuthCreds, proto } from 'baileys'
import pino from 'pino'
import qrcode from 'qrcode'

const [url, http, folder] = process.argv.slice(2)
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
const logger = pino({ level: 'silent' })
const sockets = new Map()

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

function open(i, creds, kept, listen) {
  const socket = makeWASocket({ auth: { creds, keys: keys(i, kept) }, waWebSocketUrl: url, logger })
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
      socket = open(i, creds, kept, (update) => {
        if (update.qr) scan(update.qr).catch(failed)
        if (update.connection === 'close' && update.lastDisconnect?.error?.output?.statusCode === 515) connect()
        if (update.connection === 'open') {
          // The first upload of pre-keys is part of it.
          setTimeout(() => {
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

function loginOne(i) {
  return new Promise((done, failed) => {
    const socket = open(i, load(credsFile(i)), {}, (update) => {
      if (update.connection === 'open') done(performance.now())
      if (update.connection === 'close') failed(new Error(`closed ${update.lastDisconnect?.error?.message}`))
    })
    sockets.set(i, socket)
  })
}

function qrOne() {
  const begin = performance.now()
  return new Promise((done) => {
    const socket = open(-1, initAuthCreds(), { value: {} }, async (update) => {
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
  login: async ({ from, to }) => {
    const begin = performance.now()
    const times = await Promise.all(range(from, to).map(loginOne))
    say({ event: 'done', first: Math.min(...times) - begin, all: Math.max(...times) - begin })
  },
  qr: async ({ count, atOnce }) => {
    const millis = []
    if (atOnce) millis.push(...await Promise.all(range(0, count).map(() => qrOne())))
    else for (let k = 0; k < count; k++) millis.push(await qrOne())
    say({ event: 'done', millis })
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
