// An unmodified Baileys client, driven over stdin and told of over stdout, one JSON object a line.
// usage: node client.mjs <WebSocket address> <credentials folder> <push name or ''>
// stdin: {"do":"pairing-code","phone":"…"}, {"do":"logout"}, {"do":"query","jid":"…"}; its end ends the client
import { createInterface } from 'node:readline'
import makeWASocket, { Browsers, useMultiFileAuthState } from 'baileys'
import pino from 'pino'

const [url, folder, pushName] = process.argv.slice(2)
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
const { state, saveCreds } = await useMultiFileAuthState(folder)

let socket
let leaving = false
let saved = Promise.resolve()

function save() {
  if (!leaving) saved = saved.then(saveCreds)
}

// A process that ends in the middle of a write leaves credentials that nobody can read.
async function leave() {
  save()
  leaving = true
  await saved
  process.exit(0)
}

function connect() {
  socket = makeWASocket({
    auth: state,
    waWebSocketUrl: url,
    logger: pino({ level: process.env.BAILEYS_LOG ?? 'silent' }, pino.destination(2)),
    browser: Browsers.ubuntu('Chrome'),
    ...(pushName ? { pushName } : {})
  })
  socket.ev.on('creds.update', save)
  socket.ev.on('connection.update', (update) => {
    if (update.qr) say({ event: 'qr', qr: update.qr })
    if (update.isNewLogin) say({ event: 'paired', me: state.creds.me, platform: state.creds.platform })
    if (update.receivedPendingNotifications) say({ event: 'caught-up' })
    if (update.connection === 'open') {
      say({ event: 'open', me: socket.user, registered: state.creds.registered })
    }
    if (update.connection === 'close') closed(update.lastDisconnect?.error)
  })
}

// Baileys leaves reconnecting to the application; the restart after pairing is part of it.
function closed(error) {
  const code = error?.output?.statusCode
  say({ event: 'close', code, message: error?.message })
  if (code === 515 && !leaving) connect()
  else leave()
}

const deeds = {
  'pairing-code': async ({ phone }) => say({ event: 'code', code: await socket.requestPairingCode(phone) }),
  logout: async () => socket.logout(),
  query: async ({ jid }) => say({ event: 'known', found: await socket.onWhatsApp(jid) })
}

process.on('unhandledRejection', (error) => say({ event: 'rejection', message: String(error?.message ?? error) }))
const commands = createInterface({ input: process.stdin })
commands.on('close', leave)
commands.on('line', async (line) => {
  const deed = JSON.parse(line)
  try {
    await deeds[deed.do](deed)
  } catch (error) {
    say({ event: 'failed', what: deed.do, message: String(error?.message ?? error) })
  }
})
connect()
