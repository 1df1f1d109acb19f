import { randomBytes } from 'node:crypto';

import { chatsApi, limits, messagesApi } from './messages.mjs';

const COMMANDS = ['initialize', 'stop', 'reconnect', 'reset', 'logout'];
const LETTERS = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

export async function accountsApi(world, request, response, pathname) {
  const [, , , id, verb] = pathname.split('/');
  const { method } = request;
  if (!id) {
    if (method === 'GET') return send(response, 200, { items: [...world.accounts.values()], next: null });
    const body = JSON.parse(await read(request));
    if (body.name === 'taken') return problem(response, 409, 'name_taken', 'Another account has this name. Choose a different one.');
    return send(response, 201, world.create(body));
  }
  const account = world.accounts.get(id);
  if (!account) return problem(response, 404, 'account_not_found', 'There is no account with this id.');
  if (!verb && method === 'DELETE') {
    world.remove(id);
    return send(response, 204);
  }
  if (!verb) return send(response, 200, account);
  if (verb === 'timeline') return send(response, 200, { items: world.timelines.get(id) });
  if (verb === 'diagnostics') return send(response, 200, diagnosis(world, account));
  if (verb === 'limits') return send(response, 200, limits());
  if (verb === 'groups') return send(response, 200, { items: [{ jid: '120363000000000001@g.us', subject: 'Harbour crew' }], next: null });
  if (verb === 'chats') return chatsApi(world, request, response, pathname);
  if (verb === 'messages') return messagesApi(world, request, response);
  if (verb === 'support-bundle') return response.writeHead(200, { 'Content-Type': 'application/zip' }).end('PK');
  if (verb === 'pairing-code') return pairingCode(world, account, JSON.parse(await read(request)), response);
  if (!COMMANDS.includes(verb)) return problem(response, 404, 'not_found', 'No such command.');
  await new Promise((done) => setTimeout(done, 150));
  world[verb](id);
  return send(response, 202, account);
}

function diagnosis(world, { id, status, reason }) {
  const at = new Date().toISOString();
  const steps = world.timelines.get(id).filter(({ kind }) => kind === 'step').slice(-6);
  return {
    at,
    vitals: status === 'active' ? { link: 2, socket: true, openedAt: at, lastFrameAt: at, lastPongAt: at, missedPings: 0 } : null,
    lastLink: steps.length === 0 ? null : { link: 2, steps },
    last24Hours: { reconnects: 3, endings: { network: 3 }, troubles: {} },
    explain: {
      fine: status === 'active',
      wrong: reason?.message ?? (status === 'active' ? 'Nothing is wrong: the account is connected.' : 'The account is not connected.'),
      next: status === 'active' ? [] : ['Press Connect.', 'If it stays, send the support bundle to whoever helps you.'],
      phone: status === 'active' ? [] : ['Use WhatsApp on the phone at least once every 14 days.'],
    },
  };
}

function pairingCode(world, account, { phoneNumber }, response) {
  if (!/^\+?[\d\s-]{8,20}$/.test(phoneNumber ?? '')) {
    return problem(response, 422, 'phone_number_invalid', 'This is no phone number in international form, like +55 11 91234 5678.');
  }
  const letters = [...randomBytes(8)].map((byte) => LETTERS[byte % 32]).join('');
  const expiresAt = new Date(Date.now() + 180_000).toISOString();
  world.stand(account.id, 'warming', 'code', { until: expiresAt });
  return send(response, 200, { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expiresAt });
}

export async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

export function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body === undefined ? undefined : JSON.stringify(body));
}

export function problem(response, status, code, detail, action = null, errors = undefined) {
  response
    .writeHead(status, { 'Content-Type': 'application/problem+json' })
    .end(JSON.stringify({ type: 'about:blank', title: code.replaceAll('_', ' '), status, detail, code, action, errors }));
}
