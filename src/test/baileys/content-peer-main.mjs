// What Baileys makes of messages, app state and history, and what it writes of them: asked over stdin,
// answered over stdout, one JSON object a line, in order. Bytes are base64 inside of messages, else hex.
import { createInterface } from 'node:readline'
import { deflateSync } from 'node:zlib'
import { proto } from 'baileys'
import { decodePatches, encodeSyncdPatch, newLTHashState } from 'baileys/lib/Utils/chat-utils.js'
import { decryptMediaRetryData } from 'baileys/lib/Utils/messages-media.js'
import { decryptPollVote } from 'baileys/lib/Utils/process-message.js'

console.info = console.warn = console.error = () => {}

const hex = (bytes) => Buffer.from(bytes).toString('hex')
const bytes = (text) => Buffer.from(text, 'hex')
const types = { message: proto.Message, history: proto.HistorySync, retry: proto.MediaRetryNotification }
const plain = (type, message) => JSON.parse(JSON.stringify(types[type].toObject(message, { longs: String, bytes: String })))
const encode = (type, form) => types[type].encode(types[type].fromObject(form)).finish()

// One collection as Baileys keeps it.
let state = newLTHashState()

const deeds = {
  read: ({ type, message }) => ({ form: plain(type, types[type].decode(bytes(message))) }),
  write: ({ type, form, zip }) => {
    const written = encode(type, form)
    return { message: hex(zip ? deflateSync(written) : written) }
  },
  vote: ({ payload, iv, id, author, voter, secret }) => ({
    options: decryptPollVote(
      { encPayload: bytes(payload), encIv: bytes(iv) },
      { pollCreatorJid: author, pollMsgId: id, pollEncKey: bytes(secret), voterJid: voter }
    ).selectedOptions.map(hex)
  }),
  retry: ({ payload, iv, mediaKey, id }) => ({
    form: plain('retry', decryptMediaRetryData({ ciphertext: bytes(payload), iv: bytes(iv) }, bytes(mediaKey), id))
  }),
  'read-patch': async ({ patch, version, keyData }) => {
    const mutations = await follow(bytes(patch), version, keyData)
    return {
      mutations: Object.values(mutations).map(({ index, syncAction: { value } }) => ({
        index,
        name: value.pushNameSetting?.name ?? value.contactAction?.fullName
      }))
    }
  },
  'write-patch': async ({ index, value, keyId, keyData, remove }) => {
    const { SET, REMOVE } = proto.SyncdMutation.SyncdOperation
    const { patch } = await encodeSyncdPatch(
      { type: 'critical_block', index, syncAction: value, apiVersion: 1, operation: remove ? REMOVE : SET },
      Buffer.from(keyId, 'hex').toString('base64'),
      state,
      async () => ({ keyData: bytes(keyData) })
    )
    const written = proto.SyncdPatch.encode(proto.SyncdPatch.fromObject(patch)).finish()
    // The state that comes with it still has what was removed.
    await follow(written, state.version + 1, keyData)
    return { patch: hex(written) }
  }
}

// It does not throw when a MAC is wrong, but warns and goes on.
async function follow(patch, version, keyData) {
  const read = proto.SyncdPatch.decode(patch)
  read.version = { version }
  const warnings = []
  const logger = { trace() {}, debug() {}, warn: (...it) => warnings.push(it) }
  const followed = await decodePatches(
    'critical_block', [read], state, async () => ({ keyData: bytes(keyData) }), {}, undefined, logger, true)
  if (warnings.length) {
    throw new Error(JSON.stringify(warnings))
  }
  state = followed.state
  return followed.mutationMap
}

for await (const line of createInterface({ input: process.stdin })) {
  const deed = JSON.parse(line)
  let answer
  try {
    answer = await deeds[deed.do](deed)
  } catch (error) {
    answer = { error: String(error?.stack ?? error) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
