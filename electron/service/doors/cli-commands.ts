import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { Adoption } from '#shared/classification/adopted-values.ts';
import type { InputOf, OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/import.ts';
import type { ListedKindProposal } from '#shared/contract/listed-kinds.ts';
import { folderAccessWords } from '#shared/contract/workspace.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { checkIntegrity } from '../db/engine/integrity.ts';
import { findAuditBreak, readAudit } from '../db/journal/audit.ts';
import type { AlteredBlock } from '../db/journal/row-seals.ts';
import { selectForeignNames } from '../db/queries/foreign-names.ts';
import { selectStoredFiles } from '../db/queries/stored-files.ts';
import { DataService } from '../dispatch/service.ts';
import { exportTables } from '../output/export/export-tables.ts';
import { findingsTable } from '../output/export/findings-table.ts';
import { writeTable } from '../output/export/table.ts';
import { systemClock } from '../platform/clock.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import { isUnreadable, openInPlace } from '../upkeep/backups/open-salvaged.ts';
import { loadCatalogue } from '../workspace/catalogue.ts';
import { createWorkspace, openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { opensLock, readLock } from '../workspace/workspace-password.ts';
import { atPlace } from './workspace-place.ts';

/** Passwords do not belong on a command line, where every process of the machine can read them. */
const PASSWORD = 'XUEANTU_WORKSPACE_PASSWORD';

interface JsonOption {
  readonly json?: boolean;
}

export async function runInit(directory: string, options: { pack: string; name?: string }): Promise<void> {
  await createWorkspace({ directory, now: systemClock.now(), pack: options.pack, name: options.name });
  process.stdout.write(`已新建工作区 ${directory}（规则包 ${options.pack}）\n`);
}

/** Makes the demonstration workspace. */
export async function runDemo(directory: string): Promise<void> {
  // Imported only here: nothing else of the command line needs the made-up town.
  const { writeDemo } = await import('../../demo/write-demo.ts');
  await writeDemo(directory, systemClock);
  process.stdout.write(`已建立演示工作区 ${directory}\n`);
}

export function runPacks({ json }: JsonOption): void {
  const { packs } = loadCatalogue();
  const rows = packs.map(({ id, title, region, document, rules }) => ({
    id,
    title,
    region,
    document,
    rules: rules.length,
  }));
  if (json) {
    printJson({ packs: rows });
    return;
  }
  for (const row of rows)
    process.stdout.write(`${row.id.padEnd(28)} ${row.title}（${row.region}，${row.rules} 条规则）\n`);
}

export interface CliImport extends Omit<ImportOptions, 'skipRows' | 'repairs' | 'ofKind' | 'adoptions'> {
  /** Values of proposals that are adopted, each `value` or `value=kind`, or `all`. */
  readonly adopt: readonly string[];
  readonly dryRun: boolean;
  readonly issues: string | null;
  readonly json: boolean;
}

export async function runImport(directory: string, path: string, cli: CliImport): Promise<void> {
  const { dryRun, issues, json, adopt, ...options } = cli;
  const file: ChosenFile = { path, name: path.split(/[\\/]/).at(-1) ?? path };
  const { result, problems, proposals } = await withService(directory, async (service, call) => {
    const token = service.files.register(file.path, file.name);
    const wanted = { ...options, ofKind: true, token, effect: false };
    // A list is looked at for them only where somebody asks.
    const asked = dryRun || adopt.length > 0 ? (await call('import.proposals', wanted)).proposals : [];
    const input = { ...wanted, adoptions: adoptionsFrom(adopt, asked) };
    const outcome = dryRun
      ? await call('import.dryRun', input)
      : await call('import.run', { ...input, recheck: false });
    return { ...outcome, proposals: asked };
  });
  if (issues !== null)
    await writeTable(issues, {
      columns: ['row', 'field', 'code', 'message', 'value'],
      rows: problems.map((entry) => [entry.row, entry.field, entry.code, entry.message, entry.value]),
    });
  if (json) return printJson(dryRun || adopt.length > 0 ? { ...result, proposals } : result);
  tellProposals(proposals);
  process.stdout.write(
    `共 ${result.rows} 行：新增 ${result.added}，更新 ${result.updated}，未变 ${result.unchanged}，拒收 ${result.rejected}，` +
      `提示 ${result.warned}，待定位 ${result.unlocated}\n`,
  );
  for (const { name, rows, reason } of result.unread)
    process.stdout.write(`未读：${name}（${rows} 行）：${reason}\n`);
  for (const entry of problems.filter((row) => row.rejected).slice(0, 20))
    process.stdout.write(`${entry.code} ${entry.message}\n`);
}

/** What is adopted of the proposals of a list. Errors: PROPOSAL_UNKNOWN. */
function adoptionsFrom(wanted: readonly string[], proposals: readonly ListedKindProposal[]): Adoption[] {
  const adopted = (proposal: ListedKindProposal, category = proposal.category): Adoption => {
    const { column, field, value } = proposal;
    return { column, field, value, category, as: 'all' };
  };
  return wanted.flatMap((text) => {
    if (text === 'all') return proposals.map((proposal) => adopted(proposal));
    const [, value = text, category] = /^(.+)=([a-z_]+)$/.exec(text) ?? [];
    const proposal = proposals.find((each) => each.value === value);
    if (proposal) return [adopted(proposal, category)];
    const known = proposals.map((each) => each.value).join('、');
    throw new CodedError('PROPOSAL_UNKNOWN', { value, known: known === '' ? '没有' : known });
  });
}

function tellProposals(proposals: readonly ListedKindProposal[]): void {
  const titles = loadCatalogue().categoryTitles;
  for (const { column, value, category, rows, looked, agree, counterExamples } of proposals) {
    const but = counterExamples.map(({ name }) => name).join('、');
    process.stdout.write(
      `“${column}”${value}：${rows} 行，${looked < rows ? `看了 ${looked} 行，` : ''}其中 ${agree} 行可认作${titles.get(category) ?? category}` +
        `（${category}）${but === '' ? '' : `；不像的如 ${but}`}\n`,
    );
  }
}

export async function runUndo(
  directory: string,
  { batch, json }: { batch: number | null; json: boolean },
): Promise<void> {
  await withService(directory, async (_service, call) => {
    const undone = await call('import.undo', { batch });
    if (json) return printJson(undone);
    process.stdout.write(
      `已撤销第 ${undone.batch} 批：删除 ${undone.removed} 行，还原 ${undone.restored} 行\n`,
    );
  });
}

export async function runCheck(
  directory: string,
  { out, json, method }: JsonOption & { out?: string; method?: 'straight' | 'walking' },
): Promise<void> {
  const started = performance.now();
  await withService(directory, async (service, call) => {
    const { engineMs, ...counts } = await call('findings.recompute', { method: method ?? null });
    if (out) {
      const table = await findingsTable(service.workspace.database.reader, service.workspace);
      await writeTable(out, table);
      await call('exports.note', { what: 'findings', file: basename(out), rows: table.rows.length });
    }
    const ms = Math.round(performance.now() - started);
    if (json) return printJson({ ...counts, ms, engineMs });
    process.stdout.write(
      `${counts.schools} 所学校，${counts.venues} 家场所，${counts.rules} 条规则：研判结果 ${counts.findings} 条，` +
        `区内 ${counts.inside}，待实测 ${counts.undetermined}（${ms} ms）\n`,
    );
  });
}

export async function runExport(
  directory: string,
  { what, out }: { what: string; out: string },
): Promise<void> {
  const maker = exportTables[what];
  if (!maker)
    throw new CodedError('NOT_AVAILABLE', {
      what: `导出 ${what}，可用：${Object.keys(exportTables).join('、')}`,
    });
  await withService(directory, async ({ workspace }, call) => {
    const table = await maker(workspace.database.reader, workspace, dayOf(systemClock.now()));
    await writeTable(out, table);
    await call('exports.note', { what, file: basename(out), rows: table.rows.length });
  });
}

/** Writes the audit trail as it is, a line an entry. Errors: DISK_WRITE. */
export async function runAudit(directory: string, out: string): Promise<void> {
  await withWorkspace(directory, async (workspace) => {
    const file = createWriteStream(out);
    const ended = finished(file);
    let entries = 0;
    try {
      for await (const { id: _, ...entry } of readAudit(workspace.database.reader)) {
        entries++;
        if (!file.write(`${JSON.stringify(entry)}\n`)) await Promise.race([once(file, 'drain'), ended]);
      }
      file.end();
      await ended;
    } catch {
      throw new CodedError('DISK_WRITE', { path: out });
    }
    process.stdout.write(`已导出 ${entries} 条操作记录到 ${out}\n`);
  });
}

export async function runVerify(directory: string, { json }: JsonOption): Promise<void> {
  await withWorkspace(directory, async (workspace) => {
    const integrity = await checkIntegrity(workspace.database.reader);
    const brokenAt = await findAuditBreak(workspace.database.reader);
    const seals = workspace.database.verifySeals();
    const attachments = await verifyAttachments(workspace);
    const foreign = await selectForeignNames(workspace.database.reader);
    const problems = [
      ...(integrity === 'ok' ? [] : [`数据库：${integrity}`]),
      ...(brokenAt === null ? [] : [`操作记录自第 ${brokenAt} 条起对不上`]),
      ...seals.altered.map((block) => `${wordsOf(block)}在程序之外被改动`),
      ...(seals.sum === 'ok' ? [] : ['数据封存与操作记录对不上']),
      ...seals.found.flatMap(({ entry, altered }) =>
        altered.map((block) => `${wordsOf(block)}在第 ${entry} 条操作记录之前就已在程序之外被改动`),
      ),
      ...attachments.names.map((name) => `附件 ${name} 的内容与其指纹不符`),
      ...attachments.lost.map((name) => `附件“${name}”的文件不见了`),
      ...foreign.map(
        ({ table, id }) =>
          `${nounOf(table)}第 ${id} 行的文件名不合规范，可能在程序之外被改动，没有读取它指的文件`,
      ),
    ];
    const ok = problems.length === 0;
    const { checked, missing, altered } = attachments;
    const report = {
      ok,
      integrity,
      auditChain: brokenAt === null ? 'ok' : `broken at ${brokenAt}`,
      attachments: { checked, missing, altered },
      waiting: NONE_WAITS,
      problems,
    };
    tellReport(report, json);
  }).catch((error: unknown) => {
    if (!(error instanceof CodedError) || error.code !== 'WORKSPACE_ALTERED') throw error;
    // Nothing of a database is read whose schema is another's.
    const integrity = `数据库结构在程序之外被改动：${error.details.what}`;
    const attachments = { checked: 0, missing: 0, altered: 0 };
    const rest = { auditChain: 'not checked', attachments, waiting: NONE_WAITS };
    tellReport({ ok: false, integrity, ...rest, problems: [`${integrity}。其余内容没有核对`] }, json);
  });
}

/** Every row is sealed by the command that writes it: no block waits. */
const NONE_WAITS = 0;

interface VerifyReport {
  readonly ok: boolean;
  readonly integrity: string;
  readonly auditChain: string;
  readonly attachments: Readonly<Record<'checked' | 'missing' | 'altered', number>>;
  readonly waiting: number;
  readonly problems: readonly string[];
}

function tellReport(report: VerifyReport, json: boolean | undefined): void {
  if (json) printJson(report);
  else process.stdout.write(report.ok ? '校验通过\n' : `${report.problems.join('\n')}\n`);
  if (!report.ok) process.exitCode = 1;
}

function wordsOf({ table, ids }: AlteredBlock): string {
  return `数据表 ${table}${ids === null ? '' : ` 编号 ${ids[0]} 到 ${ids[1]}`} 的内容`;
}

/** Attachments are named by the SHA-256 of their content; none that a record names may be missing. */
async function verifyAttachments({ directory, database }: Workspace) {
  const folder = join(directory, 'attachments');
  // A link among them is no attachment: what it leads to is not looked at.
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  const names = entries.filter((each) => each.isFile() && !each.name.startsWith('.')).map(({ name }) => name);
  const altered = names.filter(
    (name) =>
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex') !== name.split('.')[0],
  );
  const present = new Set(names);
  const rows = await selectStoredFiles(database.reader);
  const missing = rows.filter(
    ({ file, thumbnail }) => !present.has(file) || (thumbnail !== null && !present.has(thumbnail)),
  );
  return {
    checked: names.length,
    missing: missing.length,
    altered: altered.length,
    names: altered,
    lost: missing.map(({ name }) => name),
  };
}

async function withWorkspace<T>(named: string, task: (workspace: Workspace) => Promise<T>): Promise<T> {
  return await atPlace(named, async ({ directory, keeper }) => {
    const workspace = await openWorkspace(directory, { keeper }).catch((error: unknown) => {
      if (!keeper || !isUnreadable(error)) throw error;
      return openInPlace(directory, { keeper });
    });
    return await whileOpen(workspace, task);
  });
}

async function whileOpen<T>(workspace: Workspace, task: (workspace: Workspace) => Promise<T>): Promise<T> {
  try {
    const lock = await readLock(workspace.database.reader);
    if (lock && !(await opensLock(lock, givenPassword(workspace.name))))
      throw new CodedError('WORKSPACE_PASSWORD', { wait: 0 });
    tellAccess(workspace);
    return await task(workspace);
  } finally {
    await workspace.close();
  }
}

/** Calls the service as a page does. */
export type Call = <Name extends ServiceProcedureName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<OutputOf<Name>>;

/** Runs a task against the service itself, so that the command line audits and locks like every door. */
export async function withService<T>(
  named: string,
  task: (service: DataService, call: Call) => Promise<T>,
): Promise<T> {
  return await atPlace(named, async ({ directory, keeper }) => {
    const service = new DataService(systemClock, undefined, { keeper });
    // A copy of what is kept elsewhere is made anew where it is damaged.
    if (keeper) await service.openOrSalvage(directory);
    else await service.open(directory, 'delete');
    return await whileServed(service, task);
  });
}

async function whileServed<T>(
  service: DataService,
  task: (service: DataService, call: Call) => Promise<T>,
): Promise<T> {
  const stop = service.subscribe((event) => {
    if (event.event !== 'progress' || !process.stderr.isTTY) return;
    const share = event.total ? ` ${Math.floor((event.done / event.total) * 100)}%` : '';
    process.stderr.write(`\r\u001b[K${event.label}${share}`);
  });
  const call: Call = async (name, input) => {
    const { signal } = new AbortController();
    return (await service.call({ id: name, name, input, signal })) as never;
  };
  try {
    if (service.isLocked())
      await call('workspace.unlock', { password: givenPassword(service.workspace.name) });
    tellAccess(service.workspace);
    return await task(service, call);
  } finally {
    stop();
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    await service.close();
  }
}

/** Says on standard error who else could get at the workspace; nothing where nobody could. */
export function tellAccess({ access }: Workspace): void {
  const words = folderAccessWords[access];
  if (words !== null) process.stderr.write(`${words}\n`);
}

/** The password of a workspace that asks for one, from the environment. Errors: WORKSPACE_LOCKED. */
export function givenPassword(name: string): string {
  const given = process.env[PASSWORD] ?? '';
  if (given === '') throw new CodedError('WORKSPACE_LOCKED', { name });
  return given;
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
