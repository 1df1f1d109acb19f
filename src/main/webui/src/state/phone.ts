/** Country calling codes of one and two digits; all others have three (ITU E.164). */
const SHORT_CODES = new Set(
  ('1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 ' +
    '81 82 84 86 90 91 92 93 94 95 98').split(' '),
);

/** `+5511987654321` → `+55 11 98765 4321`: digits in groups, for reading. Copying gives the plain form. */
export function phoneForReading(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 7 || !phone.startsWith('+')) return phone;
  const code = [1, 2].map((length) => digits.slice(0, length)).find((head) => SHORT_CODES.has(head)) ?? digits.slice(0, 3);
  return [`+${code}`, ...groups(code, digits.slice(code.length))].join(' ');
}

function groups(code: string, national: string): string[] {
  if (code === '1' && national.length === 10) return cut(national, [3, 3, 4]);
  if (code === '55' && national.length === 11) return cut(national, [2, 5, 4]);
  if (code === '55' && national.length === 10) return cut(national, [2, 4, 4]);
  const sizes: number[] = [];
  for (let left = national.length; left > 0; ) {
    const size = left <= 4 ? left : 3;
    sizes.push(size);
    left -= size;
  }
  return cut(national, sizes);
}

function cut(text: string, sizes: number[]): string[] {
  let from = 0;
  return sizes.map((size) => text.slice(from, (from += size)));
}
