// A socket.io server that pushes what it is told to: one line on stdin, {"count":..,"pause":..,"size":..}, is a burst to everybody,
// {"gc":true} an order to collect garbage.
// usage: node --expose-gc fanout.mjs <port>
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')
const text = (size) => 'x'.repeat(size)

// As Wharf does: events come in small groups, so many of them every so many milliseconds.
async function burst({ count, group, pause, size }) {
  const filler = text(size)
  for (let sent = 0; sent < count; ) {
    for (let k = 0; k < group && sent < count; k++, sent++) io.emit('event', { at: `@${process.hrtime.bigint()}@`, filler })
    await new Promise((next) => setTimeout(next, pause))
  }
  say({ event: 'done' })
}

function collect() {
  global.gc()
  global.gc()
  say({ event: 'done' })
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line)
    if (order.gc) collect()
    else burst(order)
  })
  .on('close', () => process.exit(0))
http.listen(Number(process.argv[2]), '127.0.0.1', () => say({ event: 'ready' }))
