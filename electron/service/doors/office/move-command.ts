import type { Command } from 'commander';
import { isPostgresAddress } from '../../db/postgres/address.ts';
import { systemClock } from '../../platform/clock.ts';
import type { MovedWorkspace, WantedMoving } from '../../upkeep/moving/move-workspace.ts';
import { progressTo } from '../../workspace/context.ts';
import { givenPassword, printJson } from '../cli-commands.ts';
import { JSON_OPTION } from './with-office.ts';

interface MoveOptions {
  readonly files?: string;
  readonly json?: boolean;
}

/** The command that takes a workspace from its folder into PostgreSQL and back. */
export function addMoveCommand(office: Command, usage: (message: string) => Error): void {
  office
    .command('move')
    .description('把工作区迁入 PostgreSQL，或迁回文件夹：逐行核对，全部成功或什么也不留；原来的一份不动')
    .argument('<FROM>', 'DIR 或 postgres://用户@服务器:端口/数据库/工作区')
    .argument('<TO>', '另一种')
    .option('--files <FOLDER>', '附件和底图放在（迁回时：现在在）哪个文件夹；数据库里不放文件')
    .option(...JSON_OPTION)
    .addHelpText('after', '\n密码用环境变量 PGPASSWORD 或 ~/.pgpass 给，不要写在地址里：命令行人人看得见\n')
    .action(async (from: string, to: string, options: MoveOptions) => {
      const isInto = isPostgresAddress(to);
      if (isPostgresAddress(from) === isInto)
        throw usage('FROM 和 TO 要一个是文件夹，一个是 postgres:// 地址');
      await (isInto ? runMoveIn(from, to, options) : runMoveOut(from, to, options));
    });
}

async function runMoveIn(directory: string, address: string, options: MoveOptions): Promise<void> {
  const { moveToPostgres } = await import('../../upkeep/moving/move-workspace.ts');
  const { files, hasRoles, ...moved } = await whileTelling(options, (wanted) =>
    moveToPostgres(directory, address, { ...wanted, passwordOf: givenPassword }),
  );
  done(options.json, moved, files === null ? '' : `附件和底图在 ${files}，请与数据库一同备份\n`);
  if (!hasRoles)
    process.stderr.write(
      '这个数据库账号不能建角色，所以还没有限制谁能改操作记录，见管理员手册“放在 PostgreSQL 里”\n',
    );
}

async function runMoveOut(address: string, directory: string, options: MoveOptions): Promise<void> {
  const { moveFromPostgres } = await import('../../upkeep/moving/move-workspace.ts');
  const moved = await whileTelling(options, (wanted) => moveFromPostgres(address, directory, wanted));
  done(options.json, moved, '');
}

/** Does something that takes long, with a line on a terminal that says how far it is. */
async function whileTelling<Result>(
  { files }: MoveOptions,
  work: (wanted: WantedMoving) => Promise<Result>,
): Promise<Result> {
  const { isTTY } = process.stderr;
  const progress = progressTo(new AbortController().signal, (label, at, total) => {
    const share = total ? ` ${at}/${total}` : '';
    if (isTTY) process.stderr.write(`\r\u001b[K${label}${share}`);
  });
  try {
    return await work({ now: systemClock.now(), progress, files: files ?? null });
  } finally {
    if (isTTY) process.stderr.write('\r\u001b[K');
  }
}

function done(
  json: boolean | undefined,
  { tables, rows }: Pick<MovedWorkspace, 'tables' | 'rows'>,
  rest: string,
): void {
  // Where they were not equal the command has ended with an error.
  if (json) printJson({ tables, rows, hashesEqual: true });
  else process.stdout.write(`已迁移 ${tables} 张表、${rows} 行，两边逐行核对一致\n${rest}`);
}
