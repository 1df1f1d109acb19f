// Speaks the server's contract so that the page can be seen and tried without a server.
//   node mock/server.mjs [--port 8080] [--phone-port 8090] [--seed] [--speed 10] [--key dev-key] [--no-demo]
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import { accountsApi, problem, read, send } from './rest.mjs';
import { seed } from './seed.mjs';
import { World } from './world.mjs';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    'phone-port': { type: 'string', default: '8090' },
    seed: { type: 'boolean', default: false },
    speed: { type: 'string', default: '1' },
    key: { type: 'string', default: 'dev-key' },
    'no-demo': { type: 'boolean', default: false },
  },
});
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const tickets = new Set();
const world = new World({ speed: Number(options.speed) });
if (options.seed) seed(world);

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://mock');
  if (pathname === '/demo/config') {
    if (options['no-demo']) return problem(response, 404, 'not_found', 'This is no demo.');
    return send(response, 200, { apiKey: options.key, phoneUrl: `http://127.0.0.1:${options['phone-port']}` });
  }
  if (pathname.startsWith('/whatsapp/') || pathname.startsWith('/ws/')) {
    if (request.headers['x-api-key'] !== options.key) return problem(response, 401, 'unauthorized', 'No such key.');
    if (pathname === '/ws/tickets') {
      const ticket = randomUUID();
      tickets.add(ticket);
      return send(response, 201, { ticket, expiresAt: new Date(Date.now() + 30_000).toISOString() });
    }
    return accountsApi(world, request, response, pathname);
  }
  return page(pathname, response);
});

async function page(pathname, response) {
  const wanted = extname(pathname) ? normalize(pathname) : '/index.html';
  try {
    const body = await readFile(join(dist, wanted));
    response.writeHead(200, { 'Content-Type': types[extname(wanted)] ?? 'application/octet-stream' }).end(body);
  } catch {
    problem(response, 404, 'not_found', 'No such file. Was the page built?');
  }
}

const push = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  const { pathname, searchParams } = new URL(request.url, 'http://mock');
  if (pathname !== '/ws/events' || !tickets.delete(searchParams.get('ticket'))) return socket.destroy();
  push.handleUpgrade(request, socket, head, (connection) => {
    let subscribed = false;
    const listener = (event) => subscribed && connection.send(JSON.stringify(event));
    world.listeners.add(listener);
    connection.on('close', () => world.listeners.delete(listener));
    connection.on('message', () => {
      subscribed = true;
      connection.send(JSON.stringify(world.snapshot()));
    });
  });
});

const phone = createServer(async (request, response) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  const done = request.url === '/admin/mock-phone/scan-qr' && world.scan(await read(request));
  response.writeHead(done ? 204 : 404).end(done ? undefined : 'No such code is showing.');
});

server.listen(Number(options.port), '127.0.0.1', () => console.log(`page   http://127.0.0.1:${server.address().port}`));
phone.listen(Number(options['phone-port']), '127.0.0.1', () => console.log(`phone  http://127.0.0.1:${phone.address().port}`));
