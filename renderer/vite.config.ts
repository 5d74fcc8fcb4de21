import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Chrome 114 is the oldest engine the bundle must run in (Electron 25, used for tests). */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        // The service writes its sheets with the same fonts, and finds them by their names.
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.ttf'))
            ? 'fonts/[name][extname]'
            : 'assets/[name]-[hash][extname]',
      },
    },
  },
  worker: { format: 'es' },
});
