import './clock.ts';
import { afterEach } from 'vitest';
import { cleanup } from 'vitest-browser-react';
import { queryClient } from '../../../renderer/client/queries.ts';
import { town } from './town-transport.ts';
import '../../../renderer/app/shell.css';

/** A page belongs to one test: its town, what was read of it, and what it kept go with it. */
afterEach(async () => {
  await cleanup();
  queryClient.clear();
  localStorage.clear();
  sessionStorage.clear();
  await town.close();
});
