import { existsSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '#shared/contract/diagnostics.ts';
import { nounOfAny } from '#shared/tables/table-nouns.ts';
import { checkIntegrity } from '../../db/engine/integrity.ts';
import { selectForeignNames } from '../../db/queries/foreign-names.ts';
import { selectAttachmentFiles } from '../../db/queries/stored-files.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { listAutomatic } from '../backups/automatic.ts';

const GIB = 2 ** 30;
/** Free space that a backup, an upgrade or an atlas can fill. */
const LITTLE = GIB;
const TOO_LITTLE = GIB / 10;
const OLD_BACKUP_DAYS = 7;

type Outcome = Omit<Check, 'id' | 'title'>;
type Test = (context: QueryContext) => Promise<Outcome> | Outcome;

const ok = (detail: string): Outcome => ({ state: 'ok', detail, advice: '' });
const warn = (detail: string, advice: string): Outcome => ({ state: 'warn', detail, advice });
const fail = (detail: string, advice: string): Outcome => ({ state: 'fail', detail, advice });

const tests: readonly (readonly [id: string, title: string, test: Test])[] = [
  ['database', '数据库', testDatabase],
  ['seals', '数据封存', testSeals],
  ['disk', '磁盘', testDisk],
  ['attachments', '附件', testAttachments],
  ['backups', '备份', testBackups],
  ['fonts', '图幅字体', testFonts],
  ['basemaps', '底图', testBasemaps],
];

/** Looks at everything that the program stands on; a test that fails itself is told as such. */
export async function selfTest(context: QueryContext): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [i, [id, title, test]] of tests.entries()) {
    await context.progress.report(`自检：${title}`, i, tests.length);
    const outcome = await runTest(test, context);
    checks.push({ id, title, ...outcome });
  }
  return checks;
}

async function runTest(test: Test, context: QueryContext): Promise<Outcome> {
  try {
    return await test(context);
  } catch (error) {
    context.log.failure('self-test', error);
    return fail('检查没有完成', '请重新打开程序再试；仍不行请把“支持包”交给维护人员');
  }
}

async function testDatabase({ workspace }: QueryContext): Promise<Outcome> {
  if (workspace.damage)
    return fail('数据库有损坏，现在只读', '请在“工作区 → 备份与恢复 → 自动备份”里恢复最近的备份');
  const integrity = await checkIntegrity(workspace.database.reader);
  if (integrity === 'ok') return ok('完整，没有发现损坏');
  return fail('有损坏', '请不要继续录入，从最近的备份恢复，并把“支持包”交给维护人员');
}

function testSeals({ workspace }: QueryContext): Outcome {
  if (workspace.damage) return warn('数据库有损坏，没有核对', '');
  const { altered, sum, found } = workspace.database.verifySeals();
  const all = [...altered, ...found.flatMap((told) => told.altered)];
  if (all.length === 0 && sum === 'ok') return ok('数据与操作记录一致');
  const tables = [...new Set(all.map(({ table }) => nounOfAny(table)))].join('、');
  return fail(
    `有内容在程序之外被改动${tables === '' ? '' : `（${tables}）`}`,
    '请核对是谁改动了工作区的文件；需要时恢复改动之前的备份',
  );
}

function testDisk({ workspace }: QueryContext): Outcome {
  const { bavail, bsize } = statfsSync(workspace.directory);
  const free = bavail * bsize;
  const detail = `工作区所在磁盘剩余 ${(free / GIB).toFixed(1)} GB`;
  const probe = join(workspace.directory, `.probe-${process.pid}`);
  try {
    writeFileSync(probe, 'x');
  } catch {
    return fail('工作区文件夹不能写入', '请检查文件夹权限，或把工作区移到可以写入的磁盘');
  } finally {
    rmSync(probe, { force: true });
  }
  if (free < TOO_LITTLE) return fail(detail, '请先清理磁盘，再继续录入和备份');
  if (free < LITTLE) return warn(detail, '空间不多，请清理磁盘，或把旧备份移到别处');
  return ok(detail);
}

async function testAttachments({ workspace, db }: QueryContext): Promise<Outcome> {
  const foreign = await selectForeignNames(db);
  if (foreign.length > 0)
    return fail(
      `${foreign.length} 条记录的文件名不合规范，没有读取它们指的文件`,
      '这些记录不是本程序写的：请核对工作区从哪里来，需要时恢复改动之前的备份',
    );
  const files = await selectAttachmentFiles(db);
  const folder = join(workspace.directory, 'attachments');
  const present = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const missing = files.filter((file) => !present.has(file)).length;
  if (missing === 0) return ok(`${files.length} 个附件都在`);
  return fail(`${missing} 个附件的文件不见了`, '请从备份恢复，或把缺的文件放回工作区的 attachments 文件夹');
}

function testBackups({ workspace, today }: QueryContext): Outcome {
  const latest = listAutomatic(workspace.directory).find(({ kind }) => kind === 'daily');
  if (!latest)
    return warn('还没有自动备份', '使用当天会自动备份；也可在“工作区 → 备份与恢复”里马上备份到 U 盘');
  const days = Math.round((Date.parse(today) - Date.parse(latest.day)) / 86_400_000);
  if (days < 0)
    return warn(
      `最近的自动备份是 ${latest.day}，晚于今天`,
      '电脑的日期可能不对，请校正日期；期限和备份都按它计算',
    );
  if (days > OLD_BACKUP_DAYS) return warn(`最近的自动备份是 ${latest.day}`, '请检查磁盘空间，并手动备份一次');
  return ok(`最近的自动备份：${latest.day}`);
}

async function testFonts(): Promise<Outcome> {
  const { sheetFonts } = await import('../../output/sheets/fonts.ts');
  const width = sheetFonts().measure('学生安全区域', 10, 700);
  return width > 0 ? ok('图幅字体齐全') : fail('图幅字体不能用', '请重新安装程序');
}

async function testBasemaps({ workspace }: QueryContext): Promise<Outcome> {
  const maps = await workspace.basemaps.list();
  if (maps.length === 0)
    return warn('没有底图', '把 PMTiles 或 MBTiles 文件放进工作区的 basemaps 文件夹，地图上就有街道');
  const broken = maps.filter(({ problem, waitsFor }) => problem !== null && waitsFor === undefined);
  const waiting = maps.filter(({ waitsFor }) => waitsFor !== undefined);
  if (broken.length === 0 && waiting.length > 0)
    return warn(
      `${waiting.length} 个底图随工作区从别处带来，还没有连接`,
      '在地图的“图层”里看清地址，确认可信再点“同意连接”',
    );
  if (broken.length === 0) return ok(`${maps.length} 个底图都能打开`);
  return fail(
    `${broken.length} 个底图打不开：${broken.map(({ title }) => title).join('、')}`.slice(0, 400),
    '请重新拷贝这些文件；其他图层不受影响',
  );
}
