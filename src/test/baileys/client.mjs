// An unmodified Baileys client, driven over stdin and told of over stdout, one JSON object a line.
// usage: node client.mjs <WebSocket address> <credentials folder> <push name or ''>
// stdin: {"do":"pairing-code","phone":"…"}, {"do":"logout"}, {"do":"query","jid":"…"}; its end ends the client
//   {"do":"send","jid":"…","content":{…},"quoted":"message id"?}  content as Baileys takes it, bytes as {"base64":"…"}
//   {"do":"call","method":"groupCreate","args":[…]}               any method of the socket
//   {"do":"forget","jids":["…"]}                                  loses the ratchets with these devices
//   {"do":"forget-sender","group":"…","user":"…","device":1}      loses the sender key of that device
//   {"do":"download","id":"message id","again":true?}              again: asks the phone to upload it again
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import makeWASocket, { Browsers, downloadMediaMessage, getContentType, useMultiFileAuthState } from 'baileys'
import pino from 'pino'

// libsignal talks on stdout, which is for our events.
console.log = console.info = console.warn = console.error
const [url, folder, pushName] = process.argv.slice(2)
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
const { state, saveCreds } = await useMultiFileAuthState(folder)

// History and app state lie on WhatsApp's own media host, whatever the server says; this is where that is.
if (process.env.BAILEYS_MEDIA_HOST) {
  const fetched = globalThis.fetch
  globalThis.fetch = (url, options) =>
    fetched(String(url).replace('https://mmg.whatsapp.net/', `https://${process.env.BAILEYS_MEDIA_HOST}/`), options)
}

let socket
let leaving = false
let saved = Promise.resolve()
const messages = new Map()

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
  // Otherwise it is the phone's app state that says it, and nobody without a name is available.
  if (state.creds.me && pushName) state.creds.me.name ??= pushName
  socket = makeWASocket({
    auth: state,
    waWebSocketUrl: url,
    logger: pino({ level: process.env.BAILEYS_LOG ?? 'silent' }, pino.destination(2)),
    browser: Browsers.ubuntu('Chrome'),
    // Otherwise the first login holds back all messages until a history came, or for 20 s.
    ...(process.env.BAILEYS_HISTORY ? {} : { shouldSyncHistoryMessage: () => false }),
    getMessage: async ({ id }) => (await kept(id))?.message,
    ...(pushName ? { pushName } : {})
  })
  socket.ev.on('creds.update', (update) => {
    save()
    if (update.me?.name) say({ event: 'own-name', name: update.me.name })
  })
  socket.ev.on('messaging-history.set', ({ chats, contacts, messages, syncType }) => {
    say({ event: 'history', syncType, contacts, chats: chats.map(({ id, name }) => ({ id, name })),
      messages: messages.map((message) => told(message)) })
  })
  socket.ev.on('contacts.upsert', (all) => all.forEach((contact) => say({ event: 'contact', ...contact })))
  socket.ev.on('contacts.update', (all) => all.forEach((contact) => say({ event: 'contact', ...contact })))
  socket.ev.on('messages.upsert', ({ messages: all, type }) => all.forEach((message) => upserted(message, type)))
  socket.ev.on('messages.update', (updates) => updates.forEach(updated))
  socket.ev.on('messages.reaction', (all) =>
    all.forEach(({ key, reaction }) => say({ event: 'reaction', id: key.id, text: reaction.text }))
  )
  socket.ev.on('message-receipt.update', (all) =>
    all.forEach(({ key, receipt }) => say({ event: 'group-receipt', id: key.id, ...receipt }))
  )
  socket.ev.on('groups.upsert', (groups) => groups.forEach((group) => say({ event: 'group', group })))
  socket.ev.on('groups.update', (groups) => groups.forEach((group) => say({ event: 'group-update', group })))
  socket.ev.on('group-participants.update', (update) => say({ event: 'members', ...update }))
  socket.ev.on('presence.update', (update) => say({ event: 'presence', ...update }))
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

// Somebody may ask for a message again before sendMessage has even returned.
async function kept(id) {
  for (let patience = 100; !messages.has(id) && patience > 0; patience--) await delay(20)
  return messages.get(id)
}

// Receipts that come while the message is still buffered are put into the message.
function upserted(message, type) {
  say(told(message, type))
  if (message.key.fromMe && message.status >= 3) say({ event: 'update', id: message.key.id, status: message.status })
  message.userReceipt?.forEach(({ userJid, receiptTimestamp, readTimestamp }) =>
    say({ event: 'group-receipt', id: message.key.id, userJid, receiptTimestamp, readTimestamp })
  )
}

function told(message, type) {
  const content = message.message ?? {}
  if (message.message) messages.set(message.key.id, message)
  const kind = getContentType(content)
  const context = content[kind]?.contextInfo
  return {
    event: 'message',
    type,
    kind: kind ?? null,
    key: message.key,
    pushName: message.pushName,
    stub: message.messageStubType,
    text: text(content),
    quoted: context?.stanzaId ? { id: context.stanzaId, text: text(context.quotedMessage ?? {}) } : undefined,
    options: content[kind]?.options?.map((option) => option.optionName)
  }
}

function text(content) {
  return content.conversation ?? content.extendedTextMessage?.text ?? content.imageMessage?.caption
    ?? content.pollCreationMessageV3?.name ?? content.pollCreationMessage?.name
}

function updated({ key, update }) {
  const edited = update.message?.editedMessage?.message
  if (update.message && !edited) messages.set(key.id, { key, message: update.message })
  say({
    event: 'update',
    id: key.id,
    status: update.status,
    deleted: update.message === null,
    kind: update.message ? getContentType(update.message) : undefined,
    text: text(edited ?? update.message ?? {}),
    error: update.messageStubParameters
  })
}

const revived = (content) =>
  JSON.parse(JSON.stringify(content), (_, value) => (value?.base64 ? Buffer.from(value.base64, 'base64') : value))

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
  send: async ({ jid, content, quoted }) => {
    const options = quoted ? { quoted: messages.get(quoted) } : {}
    const sent = await socket.sendMessage(jid, revived(content), options)
    messages.set(sent.key.id, sent)
    say({ event: 'sent', key: sent.key })
  },
  call: async ({ method, args }) => {
    const result = await socket[method](...args)
    say({ event: 'done', method, result: result ?? null })
  },
  forget: async ({ jids }) => {
    await socket.signalRepository.deleteSession(jids)
    say({ event: 'forgotten' })
  },
  'forget-sender': async ({ group, user, device }) => {
    const name = `${group}::${user}::${device}`
    await socket.authState.keys.set({ 'sender-key': { [name]: null } })
    say({ event: 'forgotten' })
  },
  download: async ({ id, again }) => {
    if (again) {
      await socket.refreshMediaConn(true)
      await socket.updateMediaMessage(messages.get(id))
    }
    const bytes = await downloadMediaMessage(messages.get(id), 'buffer', {})
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    say({ event: 'media', sha256, ...(bytes.length < 8 << 20 ? { base64: bytes.toString('base64') } : {}) })
  },
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
