import react from '@vitejs/plugin-react';
import { loadEnv } from 'vite';
import { defineConfig } from 'vitest/config';

// `npm run dev` beside a running server (or `npm run mock`) hands it everything that is not the page.
const server = loadEnv('', '.', 'WHARF_').WHARF_URL ?? 'http://localhost:8080';
const served = ['/whatsapp', '/ws/tickets', '/demo', '/q', '/openapi', '/health'];

export default defineConfig({
  plugins: [react()],
  server: {
    proxy: {
      ...Object.fromEntries(served.map((prefix) => [prefix, { target: server, changeOrigin: true }])),
      '/ws/events': { target: server.replace(/^http/, 'ws'), ws: true },
    },
  },
  build: { target: 'es2022', sourcemap: false, assetsInlineLimit: 0 },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
  },
});
