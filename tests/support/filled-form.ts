import { read, utils, write } from '@e965/xlsx';
import { checkForm } from '#shared/self-checks/check-form.ts';

/** What somebody writes into a check form: by sheet, line (from 1) and column. */
export type Written = readonly (readonly [sheet: string, line: number, column: string, text: string])[];

/** The workbook of a check form as a spreadsheet program saves it after somebody has filled it in; `lines` are its hazards. */
export function filledForm(
  form: Uint8Array,
  written: Written,
  lines: readonly (readonly string[])[] = [],
): Uint8Array {
  const book = read(form);
  for (const [sheet, line, column, text] of written) {
    const page = book.Sheets[sheet] ?? {};
    const [head = []] = utils.sheet_to_json<string[]>(page, { header: 1 });
    utils.sheet_add_aoa(page, [[text]], { origin: { r: line - 1, c: head.indexOf(column) } });
  }
  const hazards = book.Sheets[checkForm.hazards.sheet] ?? {};
  utils.sheet_add_aoa(
    hazards,
    lines.map((line) => [...line]),
    { origin: 'A2' },
  );
  return write(book, { type: 'buffer', bookType: 'xlsx' });
}
