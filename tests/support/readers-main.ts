// The main process of a test: starts a service that starts readers, and says what it told.
import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { FromService } from '#shared/contract/desktop.ts';
import { ReaderHost } from '../../electron/main/reader-host.ts';

void app.whenReady().then(() => {
  const service = utilityProcess.fork(join(__dirname, 'service.cjs'), []);
  const readers = new ReaderHost(__dirname, (message, ports) => service.postMessage(message, ports));
  service.on('message', (message: FromService | { readonly kind: 'told'; readonly told: string[] }) => {
    if (message.kind === 'startReader') readers.start(message);
    else if (message.kind === 'killReader') readers.kill(message.id);
    else if (message.kind === 'told') {
      process.stdout.write(`told ${JSON.stringify(message.told)}\n`, () => app.exit(0));
    }
  });
});
