import { zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import { hazardLevelSchema } from '#shared/ledger/hazard.ts';
import { answerChoices, checkForm, HAZARD_LINES, writeFormNumber } from '#shared/self-checks/check-form.ts';
import { type CheckItem, checkItemsFor } from '#shared/sweeps/checklist.ts';
import { SCHOOL_PLACE } from '#shared/sweeps/visit-rules.ts';
import { findCheckRound, selectFormPlaces } from '../../db/queries/self-checks.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { type LockedCell, type LockedSheet, writeLockedWorkbook } from './locked-workbook.ts';

type Round = NonNullable<Awaited<ReturnType<typeof findCheckRound>>>;

/** The forms of a round in an archive, a workbook for each place. Errors: ROUND_UNKNOWN. */
export async function makeCheckForms(
  { db, workspace, progress }: Pick<QueryContext, 'db' | 'workspace' | 'progress'>,
  id: number,
): Promise<Uint8Array> {
  const round = await findCheckRound(db, id);
  if (!round) throw new CodedError('ROUND_UNKNOWN', { id });
  const places = await selectFormPlaces(db, round.of, readStored('checkRounds.placeIds', round.placeIds));
  const kinds = hazardKindsOf(workspace).kinds.map(({ name }) => name);
  const items = checkItemsFor(workspace.catalogue.checklist, SCHOOL_PLACE);
  const files: Record<string, Uint8Array> = {};
  for (const [i, place] of places.entries()) {
    await progress.report('填写自查表', i, places.length);
    files[`${String(i + 1).padStart(3, '0')} ${fileNameOf(place.name)}.xlsx`] = writeLockedWorkbook(
      sheetsOf(round, place, items, kinds),
    );
  }
  // Workbooks are packed already.
  return zipSync(files, { level: 0 });
}

/** Without the signs that systems do not take in names of files. */
function fileNameOf(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 60);
}

function sheetsOf(
  round: Round,
  place: FormPlace,
  items: readonly CheckItem[],
  kinds: readonly string[],
): LockedSheet[] {
  const checks = round.of === 'schools' ? [itemsSheet(items)] : [];
  return [coverSheet(round, place), ...checks, hazardsSheet(kinds)];
}

interface FormPlace {
  readonly id: number;
  readonly name: string;
}

const open: LockedCell = {};

function coverSheet({ title, uid, of, dueOn }: Round, { id: placeId, name }: FormPlace): LockedSheet {
  const { cover, hazards } = checkForm;
  return {
    name: cover.sheet,
    columns: [
      [cover.columns[0], 18],
      [cover.columns[1], 64],
    ],
    rows: [
      [cover.number, writeFormNumber({ uid, of, placeId })],
      [cover.round, title],
      [cover.place, name],
      ...(dueOn === null ? [] : [['请于此日前交回', dueOn]]),
      [cover.by, open],
      [cover.on, open],
      [cover.phone, open],
      ['说明', `黄色格子由填报单位填写，“${hazards.sheet}”没有的不用填。日期写成 2026-03-20 这样。`],
    ],
  };
}

function itemsSheet(items: readonly CheckItem[]): LockedSheet {
  const { sheet, number, text, answer, note } = checkForm.items;
  return {
    name: sheet,
    columns: [
      [number, 22],
      [text, 56],
      [answer, 12],
      [note, 40],
    ],
    rows: items.map((each) => [each.id, each.text, { choices: answerChoices }, open]),
  };
}

function hazardsSheet(kinds: readonly string[]): LockedSheet {
  const { sheet, kind, level, spot, text, measure, person, due } = checkForm.hazards;
  const line: readonly LockedCell[] = [
    { choices: kinds },
    { choices: hazardLevelSchema.options },
    ...[open, open, open, open, open],
  ];
  return {
    name: sheet,
    columns: [
      [kind, 16],
      [level, 8],
      [spot, 20],
      [text, 46],
      [measure, 30],
      [person, 12],
      [due, 14],
    ],
    rows: Array.from({ length: HAZARD_LINES }, () => line),
  };
}
