import { enableCompileCache } from 'node:module';

// Keeps compiled code from one run to the next: short commands then need two thirds of the time to start.
enableCompileCache();
await import('./cli-program.ts');
