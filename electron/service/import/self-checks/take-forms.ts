import { hash } from 'node:crypto';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { FormProblem, TakenForms } from '#shared/contract/self-checks.ts';
import { writeFormNumber } from '#shared/self-checks/check-form.ts';
import { insertBatch, insertProblems, lastIdOf, listAdded } from '../../db/queries/imports.ts';
import {
  insertSelfCheck,
  selectCheckRounds,
  selectFormPlaces,
  selectSelfChecks,
} from '../../db/queries/self-checks.ts';
import type { Read } from '../../db/schema/schema.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { SessionFiles } from '../../platform/file-tokens.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { pairHazards } from '../ledger/pair-hazards.ts';
import { tellListed, withCodes } from '../ledger/write-hazards.ts';
import type { HashedRow } from '../staged-row.ts';
import { type ReturnedForm, readForm } from './read-form.ts';
import { dayOfForm, stageForm } from './stage-form.ts';

/** A form that is new, with what it brings. */
interface NewForm {
  readonly form: ReturnedForm;
  readonly roundId: number;
  readonly round: string;
  readonly rows: readonly HashedRow[];
  readonly faults: number;
}

interface ReadForms {
  readonly forms: readonly NewForm[];
  readonly known: number;
  readonly problems: readonly FormProblem[];
}

type Context = Pick<QueryContext, 'today' | 'progress'> & { readonly db: Read; readonly files: SessionFiles };

/** Reads forms that came back: each once, whatever its file is called. Nothing is written. */
export async function readForms(context: Context, tokens: readonly string[]): Promise<ReadForms> {
  const { db, files, today, progress } = context;
  const rounds = new Map((await selectCheckRounds(db)).map((round) => [round.uid, round]));
  const readBefore = new Map((await selectSelfChecks(db)).map((check) => [check.number, check]));
  const forms: NewForm[] = [];
  const problems: FormProblem[] = [];
  const seen = new Map<string, string>();
  let known = 0;
  for (const [done, token] of tokens.entries()) {
    await progress.report('读取自查表', done, tokens.length);
    const file = files.resolve(token);
    const form = await readForm(file, progress);
    if (!('number' in form)) {
      problems.push(form);
      continue;
    }
    const number = writeFormNumber(form.number);
    const tell = (message: string, rejected: boolean) =>
      problems.push({ file: file.name, sheet: '', row: 0, field: '', value: '', message, rejected });
    const before = readBefore.get(number);
    const twin = seen.get(number);
    if (before || twin !== undefined) {
      known += 1;
      if (before && before.fileHash !== form.fileHash)
        tell(
          `这份表 ${dayOf(new Date(before.readAt))} 已经收过，内容有变化，没有再读；要改收这一份，请先撤销那一批`,
          true,
        );
      if (twin !== undefined) tell(`与“${twin}”是同一份表，只读了那一份`, false);
      continue;
    }
    const round = rounds.get(form.number.uid);
    const [place] = await selectFormPlaces(db, form.number.of, [form.number.placeId]);
    if (!round || !place) {
      tell(round ? '填报单位已经不在名单里，没有读' : '不是这个工作区发出的自查表，没有读', true);
      continue;
    }
    seen.set(number, file.name);
    problems.push(...form.problems);
    const rows = stageForm(form, place, today, problems);
    const faults = Object.values(form.answers).filter(({ answer }) => answer === 'fault').length;
    forms.push({ form, roundId: round.id, round: round.title, rows, faults });
  }
  return { forms, known, problems };
}

/** What was read, told: of nothing that is new there is no batch. */
export function tellForms(
  { forms, known, problems }: ReadForms,
  batch: number | null,
  hazards: number,
): TakenForms {
  return {
    ...{ batch, known, hazards, problems: [...problems] },
    forms: forms.length,
    faults: forms.reduce((sum, { faults }) => sum + faults, 0),
  };
}

/** Hazards of forms that are not known yet. */
export async function newHazardsOf(db: Read, { forms }: ReadForms): Promise<readonly HashedRow[]> {
  return (
    await pairHazards(
      db,
      forms.flatMap(({ rows }) => rows),
    )
  ).added;
}

/** Takes forms over as self-checks and hazards, in one batch. */
export async function takeForms(context: CommandContext, tokens: readonly string[]): Promise<TakenForms> {
  const { db, now, actor, workspace, today } = context;
  const read = await readForms(context, tokens);
  const { forms, problems } = read;
  if (forms.length === 0) return tellForms(read, null, 0);
  const added = await withCodes(db, await newHazardsOf(db, read), today);
  const fileName = `${forms[0]?.round ?? ''} ${forms.length} 份自查表`;
  const batch = await insertBatch(db, {
    ...{ fileName, kind: 'hazards', importedAt: now.toISOString(), importedBy: actor, options: '{}' },
    fileHash: hash('sha256', forms.map(({ form }) => form.fileHash).join()),
    ...{ rows: added.length, added: added.length, updated: 0, unchanged: 0, preset: null, partOf: null },
    rejected: problems.filter(({ rejected }) => rejected).length,
    warned: problems.filter(({ rejected }) => !rejected).length,
    undoneAt: null,
  });
  const ids = await writeHazards(context, batch, added);
  await tellListed(context, ids, fileName);
  await listAdded(db, batch, ids);
  insertProblems(workspace.database.insertMany, batch, problems.map(toImportProblem), new Map());
  for (const { form, roundId, rows, faults } of forms)
    await insertSelfCheck(db, {
      ...{ roundId, batchId: batch, number: writeFormNumber(form.number), placeId: form.number.placeId },
      ...{ filledOn: dayOfForm(form, today), filledBy: form.by, phone: form.phone },
      answers: writeStored('selfChecks.answers', { ...form.answers }),
      ...{ faults, hazards: rows.length, fileName: form.file, fileHash: form.fileHash },
      readAt: now.toISOString(),
    });
  context.recordAfter({ batch, forms: forms.length, hazards: added.length });
  return tellForms(read, batch, added.length);
}

async function writeHazards(
  { db, workspace }: CommandContext,
  batch: number,
  rows: readonly HashedRow[],
): Promise<number[]> {
  const [first] = rows;
  if (!first) return [];
  const lastId = await lastIdOf(db, 'hazards');
  const columns = [...Object.keys(first.values), 'identity', 'contentHash', 'batchId', 'uid'];
  workspace.database.insertMany(
    'hazards',
    columns,
    rows.map(({ values, identity, contentHash }) => [
      ...Object.keys(first.values).map((column) => values[column] ?? null),
      ...[identity, contentHash, batch, newUid()],
    ]),
  );
  return rows.map((_, i) => lastId + 1 + i);
}

function toImportProblem({ file, sheet, row, field, value, message, rejected }: FormProblem) {
  const where = sheet === '' ? file : `${file}“${sheet}”第 ${row} 行`;
  return { row, field, value, rejected, code: 'FORM', message: `${where}：${message}` };
}
