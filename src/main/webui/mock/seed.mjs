import { reason } from './world.mjs';

const inMs = (ms) => new Date(Date.now() + ms).toISOString();

/** A fleet with one of everything. */
export function seed(world) {
  const make = (name, tenant) => world.create({ name, tenant }).id;
  const paired = (number, pushName, platform) => ({
    phoneNumber: number, pushName, platform, lid: '184467440737095@lid', paired: true, wanted: true,
  });

  const numbers = ['+5511987654321', '+4915112345678', '+447700900123', '+14155550132', '+351912345678'];
  ['Bakery Sonnenschein', 'Clínica Vida', 'Garage 24', 'Harbour Florist', 'Studio Lumen'].forEach((name, index) => {
    const id = make(name, 'acme');
    world.step(id, 'dial', 38);
    world.step(id, 'login', 190);
    world.stand(id, 'active', 'online', { ...paired(numbers[index], name.split(' ')[0], index % 2 ? 'iphone' : 'android'), since: inMs(-86_400_000 * (index + 0.4)) });
  });
  world.stand(make('Night shift', 'acme'), 'reconnecting', 'waiting', {
    ...paired('+5521998877665', 'Nadia', 'android'), attempt: 4, nextRetryAt: inMs(26_000),
    reason: reason('connection_lost', 'The network dropped the connection. Trying again by itself.', 'wait', 'network'),
  });
  world.stand(make('Pop-up store', 'north'), 'cooldown', 'too_many_attempts', {
    until: inMs(14 * 60_000),
    reason: reason('too_many_attempts', 'WhatsApp saw too many attempts. Wharf waits, then tries once.', 'wait', 'server'),
  });
  world.stand(make('Promo line', 'north'), 'banned', 'temporary', {
    ...paired('+34611223344', 'Promo', 'android'), until: inMs(22 * 3_600_000),
    reason: reason('temporary_ban', 'WhatsApp banned this number for a day: too many people blocked it.', 'wait', 'server'),
  });
  world.stand(make('Reception', 'north'), 'inactive', 'logged_out', {
    reason: reason('logged_out_by_phone', 'The phone removed this device. Scan a new QR code to come back.', 'scan_qr', 'phone'),
  });
  world.stand(make('Spare number'), 'inactive', 'timed_out', {
    reason: reason('timed_out', 'Connecting took longer than five minutes.', 'retry_initialize'),
  });
  world.initialize(make('Workshop', 'acme'));
}
