import { CodedError } from '#shared/contract/errors.ts';
import { ALL_SHEETS } from '#shared/contract/import.ts';
import type { FormProblem } from '#shared/contract/self-checks.ts';
import { checkForm, type FormNumber, readFormNumber } from '#shared/self-checks/check-form.ts';
import { type CheckAnswer, checkAnswerNames, checkAnswers } from '#shared/sweeps/checklist.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import type { Progress } from '../../workspace/context.ts';
import type { Table } from '../list-table.ts';
import { readTableAside } from '../read-in-thread.ts';

/** A line of one of its sheets. */
export interface FormLine {
  readonly row: number;
  cell(column: string): string;
}

/** A form that came back, as it was filled in. */
export interface ReturnedForm {
  readonly file: string;
  readonly fileHash: string;
  readonly number: FormNumber;
  readonly by: string;
  readonly on: string;
  readonly phone: string;
  readonly answers: Readonly<Record<string, { readonly answer: CheckAnswer; readonly note: string }>>;
  readonly hazards: readonly FormLine[];
  readonly problems: readonly FormProblem[];
}

/** Reads a form; a file that is none, or that cannot be read, is told. */
export async function readForm(file: ChosenFile, progress: Progress): Promise<ReturnedForm | FormProblem> {
  let table: Table;
  try {
    table = await readTableAside(file, { encoding: 'auto', sheet: ALL_SHEETS, header: true }, progress);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code === 'CANCELLED') throw error;
    return ofFile(file.name, error.message);
  }
  const { cover, items, hazards } = checkForm;
  const told = coverOf(table);
  const number = readFormNumber(told.get(cover.number) ?? '');
  if (number === null)
    return ofFile(
      file.name,
      `找不到${cover.number}，不是本系统发出的自查表，或“${cover.sheet}”被改动，没有读`,
    );
  const problems: FormProblem[] = [];
  return {
    ...{ file: file.name, fileHash: table.fileHash, number },
    by: told.get(cover.by) ?? '',
    on: told.get(cover.on) ?? '',
    phone: told.get(cover.phone) ?? '',
    answers: answersOf(file.name, linesOf(table, items.sheet), problems),
    hazards: linesOf(table, hazards.sheet).filter((line) => isFilled(line)),
    problems,
  };
}

function ofFile(file: string, message: string): FormProblem {
  return { file, sheet: '', row: 0, field: '', value: '', message, rejected: true };
}

/** What the cover says, by its words: its last lines may look like a footer to who reads lists. */
function coverOf(table: Table): Map<string, string> {
  const { cover } = checkForm;
  const lines = linesOf(table, cover.sheet).map((line) => cover.columns.map((column) => line.cell(column)));
  const pairs = [...table.setAside.map(({ cells }) => cells), ...lines].map(
    ([item = '', value = '']) => [item.trim(), value.trim()] as const,
  );
  return new Map(pairs.filter(([item]) => item !== ''));
}

function linesOf(table: Table, sheet: string): FormLine[] {
  const at = new Map(table.columns.map((column, i) => [column, i]));
  return table.rows.flatMap((row) =>
    row.sheet?.name === sheet
      ? [{ row: row.sheet.line, cell: (column: string) => row.cells[at.get(column) ?? -1]?.trim() ?? '' }]
      : [],
  );
}

function isFilled(line: FormLine): boolean {
  const { sheet: _, ...columns } = checkForm.hazards;
  return Object.values(columns).some((column) => line.cell(column) !== '');
}

function answersOf(
  file: string,
  lines: readonly FormLine[],
  problems: FormProblem[],
): ReturnedForm['answers'] {
  const { sheet, number, answer: column, note } = checkForm.items;
  const answers: Record<string, { answer: CheckAnswer; note: string }> = {};
  for (const line of lines) {
    const said = line.cell(column);
    const answer = checkAnswers.find((each) => checkAnswerNames[each] === said);
    if (answer) answers[line.cell(number)] = { answer, note: line.cell(note) };
    else
      problems.push({
        ...{ file, sheet, row: line.row, field: column, value: said, rejected: true },
        message:
          said === ''
            ? '没有填结果'
            : `结果“${said}”看不懂，应为${Object.values(checkAnswerNames).join('、')}`,
      });
  }
  return answers;
}
