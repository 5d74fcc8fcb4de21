import { enableCompileCache } from 'node:module';

// What was compiled once is kept: short commands start in two thirds of the time.
enableCompileCache();
await import('./cli-program.ts');
