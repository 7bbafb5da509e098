import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './build/compressed.ts'
import { lightZod } from './build/light-zod.ts'
import { withoutPalette } from './build/without-palette.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutPalette(), lightZod(), react(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome107', 'safari16', 'firefox104'],
    // A data: address would need its own word in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What changes rarely keeps its name over releases, so a second visit after an update loads only ours.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /rolldown[\\/]runtime|node_modules[\\/](?:react|react-dom|scheduler|react-router(?:-dom)?)[\\/]/,
              priority: 3,
            },
            { name: 'parts', test: /node_modules/, tags: ['$initial'], priority: 2 },
            // The kit's small pieces in one file instead of twenty; what only some screens need stays with them.
            {
              name: 'kit',
              test: /src[\\/](?:app[\\/]texts[\\/]blocks|platform[\\/](?!texts[\\/]|saving[\\/]|upload|people-search|pages|drafts|unload-guard|save-file)|ui[\\/](?:theme|shell[\\/](?!step-path)|display[\\/](?!table|progress-bar)|states)|ui[\\/](?:overlay[\\/]announce|controls[\\/](?:button|icon-button|period-switch|choice|language-switch)|fields[\\/](?:field|text-field|password-field)))/,
              priority: 1,
            },
            {
              name: 'diary',
              test: /features[\\/]diary[\\/](?!texts)|contracts[\\/]src[\\/]diary/,
              priority: 0,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env.API_URL ?? 'http://127.0.0.1:3000', changeOrigin: false } },
  },
})
