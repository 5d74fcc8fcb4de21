import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { minuteOf, momentOf } from '#shared/calendar/china-time.ts';
import { backupPasswordSchema } from '#shared/contract/backups.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { systemClock } from '../platform/clock.ts';
import { restoreBackup } from '../upkeep/backups/restore-backup.ts';
import { restoreCopy } from '../upkeep/second-copy/restore-copy.ts';
import { progressTo } from '../workspace/context.ts';
import { withService } from './cli-commands.ts';

/** Passwords do not belong on a command line, where every process of the machine can read them. */
const PASSWORD = 'XUEANTU_BACKUP_PASSWORD';

export async function runBackup(directory: string, file: string, basemaps: boolean): Promise<void> {
  const password = readPassword();
  await withService(directory, async (service, call) => {
    const token = service.files.register(resolve(file));
    const made = await call('backups.make', { token, password, basemaps });
    await call('backups.note', { file: made.file, size: made.size, sealed: password !== null });
    process.stdout.write(
      `已备份 ${made.files} 个文件到 ${file}（${(made.size / 2 ** 20).toFixed(1)} MiB${password === null ? '' : '，有密码'}），并已校验\n`,
    );
    for (const name of made.altered) process.stderr.write(`附件 ${name} 的内容与其指纹不符，已照原样备份\n`);
  });
}

/** Restores a backup, or a second copy as it was at a time of China, last where none is given. */
export async function runRestore(file: string, directory: string, at: string | undefined): Promise<void> {
  if (at !== undefined || statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    await runRestoreCopy(file, directory, at);
    return;
  }
  const { manifest, before } = await restoreBackup(file, directory, {
    password: readPassword(),
    now: systemClock.now(),
    progress: progressTo(new AbortController().signal, () => undefined),
  });
  process.stdout.write(
    `已恢复工作区“${manifest.name}”（${manifest.madeAt.slice(0, 10)} 的备份）到 ${directory}` +
      `${before === null ? '' : `；原有内容在 ${before}`}\n`,
  );
}

async function runRestoreCopy(folder: string, directory: string, at: string | undefined): Promise<void> {
  const until = at === undefined ? null : momentOf(at);
  if (until !== null && Number.isNaN(until.getTime()))
    throw new CodedError('INPUT_INVALID', { field: '--at', reason: '应写成 2026-11-30T09:41' });
  const restored = await restoreCopy(folder, directory, { until, now: systemClock.now() });
  process.stdout.write(
    `已恢复第二份 ${minuteOf(new Date(restored.at)).replace('T', ' ')} 的样子到 ${directory}` +
      `${restored.before === null ? '' : `；原有内容在 ${restored.before}`}\n`,
  );
}

function readPassword(): string | null {
  const given = process.env[PASSWORD];
  const parsed = backupPasswordSchema.safeParse(given === undefined || given === '' ? null : given);
  if (parsed.success) return parsed.data;
  throw new CodedError('INPUT_INVALID', { field: PASSWORD, reason: parsed.error.issues[0]?.message ?? '' });
}
