import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `npm start`, then `npm run dev -w studio`: the page comes from here, everything else from the service.
const SERVICE = process.env['CANVASS_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: at('.'),
  plugins: [react()],
  // The core of the service, the same code that runs in production: src/flow, src/rendering and what they need.
  resolve: { alias: { '@core': at('../src') } },
  // Every answer puts its own number in the place of this (src/http/serve-studio.ts).
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: at('../dist/studio'),
    emptyOutDir: true,
    // Data addresses would be taken for images only; fonts and pictures are files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs comes in two files, not in ninety: they pack better, and the libraries stay in the
          // browser when only the studio is changed.
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 1 },
            { name: 'frame', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': SERVICE } },
});
