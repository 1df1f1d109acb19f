// Devices with the Signal library that Baileys brings: npm libsignal and Baileys' own sender keys. Each
// keeps its state as Baileys does, serialised between any two steps. What it gives and takes is hex.
import { createRequire } from 'node:module'
import { GroupCipher, GroupSessionBuilder, SenderKeyDistributionMessage, SenderKeyName, SenderKeyRecord } from 'baileys/lib/Signal/Group/index.js'

// libsignal reports what it does on the console, keys included.
console.info = console.warn = console.error = () => {}

const require = createRequire(import.meta.url)
export const curve = require('libsignal/src/curve')
const { keyhelper, ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord } = require('libsignal')

export const hex = (bytes) => Buffer.from(bytes).toString('hex')
const bytes = (text) => Buffer.from(text, 'hex')
const PEER = new ProtocolAddress('peer', 0)
const GROUP = new SenderKeyName('group', { id: 'peer', deviceId: 0, toString: () => 'peer.0' })
const OWN = new SenderKeyName('group', { id: 'own', deviceId: 0, toString: () => 'own.0' })

const base64 = (_, value) =>
  value?.type === 'Buffer' ? { type: 'Buffer', data: Buffer.from(value.data).toString('base64') } : value

export class Device {
  constructor(registrationId) {
    this.identity = curve.generateKeyPair()
    this.registrationId = registrationId
    this.signedPreKey = keyhelper.generateSignedPreKey(this.identity, 1)
    this.preKeys = new Map()
    this.sessions = new Map()
    this.groups = new Map()
    this.cipher = new SessionCipher(this, PEER)
  }

  // What libsignal asks of a store.
  getOurIdentity() { return this.identity }
  getOurRegistrationId() { return this.registrationId }
  isTrustedIdentity() { return true }
  loadPreKey(id) { return this.preKeys.get(Number(id)) }
  removePreKey(id) { this.preKeys.delete(Number(id)) }
  loadSignedPreKey() { return this.signedPreKey.keyPair }
  loadSession(id) {
    const stored = this.sessions.get(id)
    return stored && SessionRecord.deserialize(JSON.parse(stored))
  }
  storeSession(id, record) { this.sessions.set(id, JSON.stringify(record.serialize())) }

  // What Baileys' sender keys ask of a store.
  loadSenderKey(name) {
    const stored = this.groups.get(name.toString())
    return stored ? SenderKeyRecord.deserialize(Buffer.from(stored)) : new SenderKeyRecord()
  }
  // Not quite as Baileys does: what it writes it cannot read again where keys were skipped, and such
  // messages are lost on it.
  storeSenderKey(name, record) { this.groups.set(name.toString(), JSON.stringify(record.serialize(), base64)) }

  bundle(preKeyId) {
    const bundle = {
      registrationId: this.registrationId,
      identity: hex(this.identity.pubKey),
      signedPreKeyId: this.signedPreKey.keyId,
      signedPreKey: hex(this.signedPreKey.keyPair.pubKey),
      signature: hex(this.signedPreKey.signature)
    }
    if (preKeyId) {
      const { keyPair } = keyhelper.generatePreKey(preKeyId)
      this.preKeys.set(preKeyId, keyPair)
      Object.assign(bundle, { preKeyId, preKey: hex(keyPair.pubKey) })
    }
    return bundle
  }

  async start(bundle) {
    await new SessionBuilder(this, PEER).initOutgoing({
      registrationId: bundle.registrationId,
      identityKey: bytes(bundle.identity),
      signedPreKey: {
        keyId: bundle.signedPreKeyId,
        publicKey: bytes(bundle.signedPreKey),
        signature: bytes(bundle.signature)
      },
      ...(bundle.preKeyId ? { preKey: { keyId: bundle.preKeyId, publicKey: bytes(bundle.preKey) } } : {})
    })
    return {}
  }

  async encrypt({ plaintext }) {
    const { type, body } = await this.cipher.encrypt(bytes(plaintext))
    return { type: type === 3 ? 'pkmsg' : 'msg', message: hex(body) }
  }

  async decrypt({ type, message }) {
    const opened =
      type === 'pkmsg'
        ? await this.cipher.decryptPreKeyWhisperMessage(bytes(message))
        : await this.cipher.decryptWhisperMessage(bytes(message))
    return { plaintext: hex(opened) }
  }

  async groupDistribution() {
    return { distribution: hex((await new GroupSessionBuilder(this).create(OWN)).serialize()) }
  }

  async groupAccept({ distribution }) {
    const message = new SenderKeyDistributionMessage(null, null, null, null, bytes(distribution))
    await new GroupSessionBuilder(this).process(GROUP, message)
    return {}
  }

  async groupEncrypt({ plaintext }) {
    return { message: hex(await new GroupCipher(this, OWN).encrypt(bytes(plaintext))) }
  }

  async groupDecrypt({ message }) {
    return { plaintext: hex(await new GroupCipher(this, GROUP).decrypt(bytes(message))) }
  }
}
