import { hash } from 'node:crypto';
import type { FormProblem, TakenForms } from '#shared/contract/self-checks.ts';
import { writeFormNumber } from '#shared/self-checks/check-form.ts';
import { insertBatch, insertProblems, listAdded } from '../../db/queries/imports.ts';
import { insertSelfCheck } from '../../db/queries/self-checks.ts';
import type { Read } from '../../db/schema/schema.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { pairHazards } from '../ledger/pair-hazards.ts';
import { insertHazards, tellListed, withCodes } from '../ledger/write-hazards.ts';
import type { HashedRow } from '../staged-row.ts';
import { type ReadForms, readForms } from './read-forms.ts';
import { dayOfForm } from './stage-form.ts';

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
  const ids = await insertHazards(context, batch, added);
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

function toImportProblem({ file, sheet, row, field, value, message, rejected }: FormProblem) {
  const where = sheet === '' ? file : `${file}“${sheet}”第 ${row} 行`;
  return { row, field, value, rejected, code: 'FORM', message: `${where}：${message}` };
}
