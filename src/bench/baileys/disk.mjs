// Writes one account as Baileys' own file storage keeps it, to see what it takes on disk.
// usage: node disk.mjs <path of the account without its endings> <empty folder>
import { readFileSync } from 'node:fs'
import { BufferJSON, useMultiFileAuthState } from 'baileys'

const [account, folder] = process.argv.slice(2)
const load = (ending) => JSON.parse(readFileSync(account + ending, 'utf8'), BufferJSON.reviver)
const { state, saveCreds } = await useMultiFileAuthState(folder)
Object.assign(state.creds, load('.creds.json'))
await saveCreds()
await state.keys.set(load('.keys.json'))
console.log('done')
