import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Chrome 114 is the oldest engine the bundle must run in (Electron 25, used for tests). */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome114', chunkSizeWarningLimit: 4000 },
  worker: { format: 'es' },
});
