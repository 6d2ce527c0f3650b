import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'

/** Where the platform runs that `npm run console` shows. */
const platform = process.env.SINAS_URL ?? 'http://localhost:51245'

export const viteConfig = {
  configFile: false as const,
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/console/',
  plugins: [react()],
  // The gateway puts another nonce in its place each time.
  html: { cspNonce: '{nonce}' },
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:4]' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2024',
    // As they are written: these know light-dark(), which would be made of variables for older ones.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    // That takes lightningcss: see docs/dependencies.md. Compressed, it saves a kilobyte.
    cssMinify: false,
    modulePreload: { polyfill: false },
    // No `data:` URLs: the policy of the page allows them for images alone.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every screen needs is one file each, kept by browsers when a screen changes.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/](?!.*virtual)/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '^/(?!console(/|$))': { target: platform, changeOrigin: true } },
  },
  logLevel: 'warn',
} satisfies InlineConfig
