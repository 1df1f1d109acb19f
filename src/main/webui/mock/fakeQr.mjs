const SIZE = 45;

/** Looks like a QR code and is none: the mock phone gets the text, nobody reads the picture. */
export function fakeQrSvg(text) {
  let seed = 0;
  for (const char of text) seed = (seed * 31 + char.charCodeAt(0)) >>> 0;
  const random = () => ((seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32);
  let path = '';
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const corner = finder(x, y) ?? finder(SIZE - 1 - x, y) ?? finder(x, SIZE - 1 - y);
      const dark = random() < 0.48;
      if (corner ?? dark) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${SIZE + 8} ${SIZE + 8}" shape-rendering="crispEdges"><rect x="-4" y="-4" width="${SIZE + 8}" height="${SIZE + 8}" fill="#fff"/><path d="${path}"/></svg>`;
}

function finder(x, y) {
  if (x > 7 || y > 7) return null;
  const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
  return ring === 3 || ring <= 1;
}
