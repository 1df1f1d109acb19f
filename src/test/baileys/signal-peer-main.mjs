// One device, driven over stdin and answering over stdout, one JSON object a line, in order.
// {"do":"bundle","preKeyId":7} {"do":"start",…bundle} {"do":"encrypt","plaintext":hex}
// {"do":"decrypt","type":"pkmsg"|"msg","message":hex} and group-… likewise; {"error":…} if it fails
import { createInterface } from 'node:readline'
import { Device } from './signal-peer.mjs'

const device = new Device(4711)
const deeds = {
  bundle: async ({ preKeyId }) => device.bundle(preKeyId),
  start: (bundle) => device.start(bundle),
  encrypt: (it) => device.encrypt(it),
  decrypt: (it) => device.decrypt(it),
  'group-distribution': () => device.groupDistribution(),
  'group-accept': (it) => device.groupAccept(it),
  'group-encrypt': (it) => device.groupEncrypt(it),
  'group-decrypt': (it) => device.groupDecrypt(it)
}

for await (const line of createInterface({ input: process.stdin })) {
  const deed = JSON.parse(line)
  let answer
  try {
    answer = await deeds[deed.do](deed)
  } catch (error) {
    answer = { error: String(error?.message ?? error) }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
