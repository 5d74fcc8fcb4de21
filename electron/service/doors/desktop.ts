import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { momentOf } from '#shared/calendar/china-time.ts';
import type { ControlRequest, FromService, ToService } from '#shared/contract/desktop.ts';
import { toFailure } from '#shared/contract/errors.ts';
import { writeDemo } from '../../demo/write-demo.ts';
import { keepCrashReport } from '../../diagnostics/crash-report.ts';
import { Log } from '../../diagnostics/log.ts';
import { DATABASE_FILE } from '../db/engine/file-names.ts';
import { DataService } from '../dispatch/service.ts';
import { systemClock } from '../platform/clock.ts';
import { parentPort } from '../platform/parent-port.ts';
import { keepFilesPrivate } from '../platform/private-files.ts';
import { readVersion } from '../platform/version.ts';
import { openPacket } from '../sweeps/packets/open-packet.ts';
import { progressTo } from '../workspace/context.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { serveMessagePort } from './message-port.ts';

keepFilesPrivate();
const logs = process.env.XUEANTU_LOGS ?? null;
const log = new Log('service', logs);
const version = readVersion();
log.note('start', { version, node: process.versions.node });
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => {
    log.failure('crash', error);
    keepCrashReport(logs, { process: 'service', version, error });
    process.exit(1);
  });
const service = new DataService(systemClock, log);
service.keepBackups();
let toPage: (message: unknown) => void = () => undefined;

const post = (message: FromService) => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
};

const receive = (message: ToService) => {
  if (message.kind === 'page') {
    toPage(message.message);
    return;
  }
  // What concerns readers is heard by who asked for them.
  if (message.kind !== 'control') return;
  void control(message.request)
    .then(
      (ok) => ({ ok }),
      (error: unknown) => ({ error: toFailure(error) }),
    )
    .then((answer) => post({ kind: 'control', id: message.id, answer }));
};

async function control(request: ControlRequest): Promise<string> {
  switch (request.name) {
    case 'registerFile':
      return service.files.register(request.path);
    // What reads backups is seldom wanted: the start does without it.
    case 'inspectBackup': {
      const { isSealed } = await import('../upkeep/backups/read-backup.ts');
      return isSealed(request.path) ? 'sealed' : '';
    }
    case 'restoreBackup': {
      const { restoreBackup } = await import('../upkeep/backups/restore-backup.ts');
      const { before } = await restoreBackup(service.files.resolve(request.token).path, request.directory, {
        password: request.password,
        now: systemClock.now(),
        progress: progressTo(new AbortController().signal, () => undefined),
      });
      await service.open(request.directory);
      return before ?? '';
    }
    case 'restoreCopy': {
      const { restoreCopy } = await import('../upkeep/second-copy/restore-copy.ts');
      const { token, directory, minute } = request;
      const until = minute === null ? null : momentOf(minute);
      await restoreCopy(service.files.resolve(token).path, directory, { until, now: systemClock.now() });
      await service.open(directory);
      return '';
    }
    case 'open':
      await service.openOrSalvage(request.directory);
      return '';
    case 'openDemonstration':
      if (!existsSync(join(request.directory, DATABASE_FILE)))
        await writeDemo(request.directory, systemClock);
      await service.openOrSalvage(request.directory);
      return '';
    case 'create':
      await createWorkspace({
        directory: request.directory,
        name: request.title,
        pack: request.pack,
        now: systemClock.now(),
      });
      await service.open(request.directory);
      return '';
    case 'openPacket':
      await openPacket(request.path, request.directory, systemClock.now());
      await service.open(request.directory);
      return '';
    case 'close':
      await service.close();
      return '';
  }
}

serveMessagePort(service, {
  postMessage: (message) => post({ kind: 'page', message }),
  onMessage: (listener) => {
    toPage = listener;
  },
});
if (parentPort) parentPort.on('message', ({ data }) => receive(data));
else process.on('message', (message: ToService) => receive(message));
// The application has gone: finish what is running and let go of the workspace.
process.on('disconnect', () => void service.close().then(() => process.exit(0)));
