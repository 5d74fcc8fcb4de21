import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { InputOf, OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  type ImportAs,
  type ImportOptions,
  importAsNames,
  importExtensions,
} from '#shared/contract/import.ts';
import { importOrder } from '#shared/contract/import-order.ts';
import type { InboxEntry } from '#shared/contract/overview.ts';
import { inboxWords } from '#shared/inbox/inbox-kinds.ts';
import { checkForm } from '#shared/self-checks/check-form.ts';
import { selectFileHashes } from '../db/queries/imports.ts';
import type { DataService } from '../dispatch/service.ts';
import { type CameIntoZone, cameIntoZoneSince } from '../output/inbox/came-into-zone.ts';
import { systemClock } from '../platform/clock.ts';
import { withService } from './cli-commands.ts';

export interface CliInbox extends Pick<ImportOptions, 'crs'> {
  readonly json: boolean;
}

type Call = <Name extends ServiceProcedureName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

/** A file of the folder, and what became of it. */
interface Outcome {
  readonly file: string;
  readonly outcome: 'imported' | 'known' | 'failed';
  readonly as: ImportAs | 'forms' | null;
  readonly batch: number | null;
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly rejected: number;
  readonly code: string | null;
  readonly message: string;
}

interface Waiting {
  readonly file: string;
  readonly token: string;
  readonly as: ImportAs | 'forms';
  readonly map: ImportOptions['map'];
}

/**
 * Imports what is new in a folder, each content once, and tells what is to be done then. A file that cannot be imported
 * stops no other: it is told each time until it is mended or taken away, and the exit code says that there is one.
 */
export async function runInbox(directory: string, folder: string, { crs, json }: CliInbox): Promise<void> {
  await withService(directory, async (service, call) => {
    const begun = systemClock.now();
    const outcomes = await importNew(service, call, folder, crs);
    const { today, entries, tasks } = await call('overview.inbox', {});
    const came = await cameIntoZoneSince(service.workspace, begun, systemClock.now());
    if (outcomes.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
    if (json) {
      process.stdout.write(`${JSON.stringify({ files: outcomes, today, warnings: entries, tasks, came })}\n`);
      return;
    }
    for (const each of outcomes) process.stdout.write(`${each.file}：${each.message}\n`);
    tellWarnings(entries, came);
  });
}

async function importNew(
  service: DataService,
  call: Call,
  folder: string,
  crs: ImportOptions['crs'],
): Promise<Outcome[]> {
  const known = await selectFileHashes(service.workspace.database.reader);
  const outcomes: Outcome[] = [];
  const waiting: Waiting[] = [];
  for (const file of listFiles(folder)) {
    const path = join(folder, file);
    const hash = await hashOf(path);
    if (known.has(hash)) {
      outcomes.push({ ...nothing, file, outcome: 'known', message: '以前导入过，没有再导入' });
      continue;
    }
    known.add(hash);
    const token = service.files.register(path, file);
    await attempt(outcomes, file, async () => {
      const { as, sheets, remembered } = await call('import.preview', { token });
      const isForm = sheets.includes(checkForm.cover.sheet) && sheets.includes(checkForm.hazards.sheet);
      waiting.push({
        ...{ file, token, map: remembered?.map ?? {} },
        as: isForm ? 'forms' : (remembered?.as ?? as),
      });
    });
  }
  // Venues are measured to schools: what rests on others comes after them.
  for (const each of waiting.toSorted((a, b) => placeOf(a.as) - placeOf(b.as)))
    await attempt(outcomes, each.file, async () => {
      outcomes.push(
        each.as === 'forms' ? await takeForm(call, each) : await importList(call, each, each.as, crs),
      );
    });
  return outcomes;
}

/** Files whose endings lists have, by name; nothing of the folders in it, and no half-open ones of office programs. */
function listFiles(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
      each.isFile() ? [each.name] : [],
    );
  } catch {
    throw new CodedError('FOLDER_UNREADABLE', { folder });
  }
  return names
    .filter((name) => !/^(\.|~\$)/.test(name))
    .filter((name) => importExtensions.some((extension) => name.toLowerCase().endsWith(`.${extension}`)))
    .toSorted();
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const nothing = { as: null, batch: null, rows: 0, added: 0, updated: 0, rejected: 0, code: null } as const;

/** Tells what fails of one file, and goes on. */
async function attempt(outcomes: Outcome[], file: string, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { code, message } = error;
    outcomes.push({ ...nothing, file, outcome: 'failed', code, message: `${code} ${message}` });
  }
}

function placeOf(as: Waiting['as']): number {
  if (as === 'forms') return importOrder.length;
  return as === 'auto' ? importOrder.indexOf('schools') : importOrder.indexOf(as);
}

async function importList(
  call: Call,
  { file, token, map }: Waiting,
  as: ImportAs,
  crs: ImportOptions['crs'],
): Promise<Outcome> {
  const { result } = await call('import.run', {
    ...{ token, as, crs, map, ofKind: true, effect: false, eachProblem: false },
  });
  const { batch, rows, added, updated, unchanged, rejected } = result;
  return {
    ...{ ...nothing, file, outcome: 'imported', as, batch, rows, added, updated, rejected },
    message: `${importAsNames[as]} ${rows} 行：新增 ${added}，更新 ${updated}，未变 ${unchanged}，拒收 ${rejected}`,
  };
}

async function takeForm(call: Call, { file, token }: Waiting): Promise<Outcome> {
  const { batch, forms, known, hazards, problems } = await call('selfChecks.take', { tokens: [token] });
  const refused = problems.filter(({ rejected }) => rejected);
  const isTaken = forms > 0;
  const words = isTaken ? `自查表，登记隐患 ${hazards} 件` : known > 0 ? '自查表，以前收过' : '自查表没有收';
  return {
    ...{ ...nothing, file, as: 'forms', batch, rows: forms, added: hazards, rejected: refused.length },
    outcome: isTaken ? 'imported' : known > 0 ? 'known' : 'failed',
    message: [words, ...problems.map(({ message }) => message)].join('；'),
  };
}

/** Rows told one by one; `--json` tells all. */
const ROWS_TOLD = 50;

function tellWarnings(entries: readonly InboxEntry[], came: readonly CameIntoZone[]): void {
  if (entries.length === 0) process.stdout.write('今日要办：没有\n');
  for (const { kind, count, names } of entries) {
    const { title, unit } = inboxWords[kind];
    const told = names.length === 0 ? '' : `：${names.join('、')}${count > names.length ? '等' : ''}`;
    process.stdout.write(`今日要办：${title} ${count} ${unit}${told}\n`);
  }
  for (const { name, schools, after, by } of came.slice(0, ROWS_TOLD))
    process.stdout.write(`进入区内：${name}，${schools}，${after}（${by}）\n`);
  if (came.length > ROWS_TOLD)
    process.stdout.write(`另有 ${came.length - ROWS_TOLD} 项进入区内，用 --json 全部列出\n`);
}
