import { resolve } from 'node:path';
import type { Command } from 'commander';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { note } from '../../accounts/office.ts';
import { hasAccounts, requireWorkspace } from '../../db/accounts/open-accounts.ts';
import { localActor } from '../../platform/actor.ts';
import { systemClock } from '../../platform/clock.ts';
import { rollBack } from '../../upkeep/backups/roll-back.ts';
import { nameSecondPlace } from '../../upkeep/second-copy/second-copies.ts';
import { printJson } from '../cli-commands.ts';
import { keepNotice, noticeWords } from './announcements.ts';
import { JSON_OPTION, withOffice } from './with-office.ts';

interface NoticeOptions {
  readonly at?: string;
  readonly minutes: string;
  readonly text: string;
  readonly cancel?: boolean;
  readonly json?: boolean;
}

/** The commands for whoever looks after an office: announcing an upgrade, taking it back, where the second copy goes. */
export function addUpkeepCommands(office: Command, usage: (message: string) => Error): void {
  office
    .command('notice')
    .description('向登录的人预告升级：各人的页面上几秒内出现，到时间自动消失')
    .argument('<DIR>')
    .option('--at <时间>', '开始的时间，如 18:00（今天）或 2026-11-30T18:00')
    .option('--minutes <N>', '大约几分钟', '10')
    .option('--text <说明>', '另外要说的话', '')
    .option('--cancel', '取消预告')
    .option(...JSON_OPTION)
    .action(async (directory: string, options: NoticeOptions) => await runNotice(directory, options, usage));
  office
    .command('rollback')
    .description('退回上一次升级：升级前的副本放回原处，现在的数据库改名留存；先停止服务，之后装回原来的版本')
    .argument('<DIR>')
    .option(...JSON_OPTION)
    .action(runRollback);
  office
    .command('second')
    .description('指定第二份写到哪个文件夹（另一个磁盘或共享）；重新启动服务后生效')
    .argument('<DIR>')
    .argument('[FOLDER]', '不写时不再写第二份')
    .option(...JSON_OPTION)
    .action((directory: string, folder: string | undefined, options: { json?: boolean }) =>
      runSecond(directory, folder, options),
    );
}

function runSecond(directory: string, folder: string | undefined, { json }: { json?: boolean }): void {
  requireWorkspace(directory);
  nameSecondPlace(resolve(directory), folder ?? null);
  if (json) printJson({ second: folder === undefined ? null : resolve(folder) });
  else
    process.stdout.write(
      folder === undefined ? '不再写第二份\n' : `第二份写到 ${resolve(folder)}，重新启动服务后开始\n`,
    );
}

async function runNotice(
  directory: string,
  { at, minutes, text, cancel, json }: NoticeOptions,
  usage: (message: string) => Error,
): Promise<void> {
  if ((at === undefined) === (cancel !== true)) throw usage('请用 --at 写明时间，或用 --cancel 取消预告');
  const now = systemClock.now();
  const notice =
    at === undefined ? null : { at: minuteGiven(at, now), minutes: Number(minutes), text: text.trim() };
  const { minutes: length = 1 } = notice ?? {};
  if (!Number.isInteger(length) || length < 1 || length > 1440)
    throw usage(`--minutes ${minutes}：应为 1 到 1440`);
  if (text.length > 200) throw usage('--text：最多 200 个字');
  const words = notice && noticeWords(notice, now);
  if (notice && words === null) throw usage(`--at ${at}：这个时间已经过了`);
  await withOffice(directory, (opened, folder) => {
    keepNotice(folder, notice);
    note(opened, localActor(), notice ? '预告升级' : '取消升级预告', notice?.at ?? '');
  });
  if (json) printJson({ notice });
  else process.stdout.write(`${words ?? '已取消预告'}\n`);
}

/** Errors: INPUT_INVALID. */
function minuteGiven(text: string, now: Date): string {
  const minute = /^\d{1,2}:\d{2}$/.test(text)
    ? `${minuteOf(now).slice(0, 10)}T${text.padStart(5, '0')}`
    : text;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(minute) || Number.isNaN(Date.parse(`${minute}:00+08:00`)))
    throw new CodedError('INPUT_INVALID', { field: '--at', reason: '应写成 18:00 或 2026-11-30T18:00' });
  return minute;
}

async function runRollback(directory: string, { json }: { readonly json?: boolean }): Promise<void> {
  requireWorkspace(directory);
  const done = await rollBack(directory, systemClock.now());
  // The trail of the workspace goes on from the copy, so that of the accounts tells of it.
  if (hasAccounts(directory))
    await withOffice(directory, (office) =>
      note(office, localActor(), '退回升级', `${done.restored}，原来的在 ${done.kept}`),
    );
  if (json) return printJson({ ...done });
  process.stdout.write(
    `已退回到升级前（数据库第 ${done.schema} 版，${done.restored}）。升级后录入的内容在 backups 里的“${done.kept}”\n` +
      '账号、角色和密码保持现在的样子。请装回原来的版本再启动；现在的版本一打开又会升级\n',
  );
}
