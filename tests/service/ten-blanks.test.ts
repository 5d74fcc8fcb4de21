import { describe, expect, it } from 'vitest';
import type { BlankPreview } from '#shared/contract/blanks.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { blankDocument, blankWorkbook, readDocument, readSheet } from '../support/blank-forms.ts';
import { fillBlankTown, fillSpotsAndPosts } from '../support/blank-town.ts';
import { type BlankOfOffice, blanksOfOffices } from '../support/blanks-of-offices.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const QUARTER = { from: '2026-07-01', to: '2026-09-30' };
type Order = InputOf<'blanks.preview'>;

/** Cells of a file as it reads: of a sheet by their names, of a Word file's table by row and column. */
function cellsOf({ sheet }: BlankOfOffice, bytes: Uint8Array): Readonly<Record<string, string>> {
  if (sheet) return readSheet(bytes).cells;
  const { rows } = readDocument(bytes);
  return Object.fromEntries(
    rows.flatMap((cells, row) =>
      cells.map((text, column) => [`${String.fromCharCode(65 + column)}${row + 1}`, text] as const),
    ),
  );
}

/** What an office set up and nobody may lose: merged cells, choices, print set-up, hidden sheets, and formulas by their cells. */
function lookOf({ sheet }: BlankOfOffice, bytes: Uint8Array) {
  if (!sheet) {
    const { xml } = readDocument(bytes);
    return {
      page: /<w:sectPr>.*<\/w:sectPr>/.exec(xml)?.[0],
      spans: xml.match(/<w:(?:gridSpan|vMerge)[^>]*>/g) ?? [],
    };
  }
  const { xml, workbook, cells } = readSheet(bytes);
  return {
    merges: xml.match(/<mergeCell [^>]*>/g) ?? [],
    choices: xml.match(/<dataValidation .*?<\/dataValidation>/g) ?? [],
    page: [/<pageSetup[^>]*>/, /<headerFooter>.*<\/headerFooter>/, /<sheetPr>.*<\/sheetPr>/].map(
      (part) => part.exec(xml)?.[0],
    ),
    sheets: workbook.match(/<sheet [^>]*>/g) ?? [],
    repeated: /<definedName [^>]*>[^<]*/.exec(workbook)?.[0],
    formulas: Object.entries(cells).flatMap(([name, text]) =>
      text.startsWith('=') ? [`${name} ${text.replace(/→.*/, '')}`] : [],
    ),
  };
}

async function fill({ call, file }: OpenWorkspace, form: BlankOfOffice) {
  const blank = form.sheet
    ? blankWorkbook(form.sheet)
    : blankDocument(form.document?.lines ?? [], form.document?.rows ?? []);
  const token = file(`${form.title}${form.sheet ? '.xlsx' : '.docx'}`, blank);
  const order: Order = { source: { token }, ...QUARTER, ...form.span, about: form.about ?? null };
  const preview = await call('blanks.preview', order);
  return { blank, preview, filled: await call('blanks.fill', order) };
}

/** Cells that the program filled without a mark, by their names as the filled file has them. */
function written(preview: BlankPreview): ReadonlySet<string> {
  return new Set(
    preview.cells.flatMap(({ name, mark, value }) => (mark === 'sure' && value !== null ? [name] : [])),
  );
}

describe('ten blanks of the kinds that offices send', () => {
  it('get four of five cells that are known, none wrong without a mark, and stay what they were', async () => {
    const town = await openWorkspace();
    await fillBlankTown(town);
    await fillSpotsAndPosts(town);
    const told: string[] = [];
    for (const form of blanksOfOffices) {
      const { blank, preview, filled } = await fill(town, form);
      const cells = cellsOf(form, filled);
      const known = Object.entries(form.expected);
      const right = known.filter(([name, value]) => (cells[name] ?? '').replace(/^=.*→/, '') === value);
      const sure = written(preview);
      const wrong = [...sure].filter((name) => cells[name] !== form.expected[name]);
      told.push(`${form.title} ${right.length}/${known.length}`);
      const missed = known.filter((each) => !right.includes(each));
      expect(
        wrong.map((name) => `${name} ${cells[name]}`),
        `${form.title}: written and not so; not found: ${JSON.stringify(missed)}`,
      ).toEqual([]);
      expect(right.length / known.length, `${form.title}: ${JSON.stringify(missed)}`).toBeGreaterThanOrEqual(
        0.8,
      );
      for (const name of form.untouched) expect(cells[name] ?? '', `${form.title} ${name}`).toBe('');
      expect(lookOf(form, filled), form.title).toEqual({ ...lookOf(form, blank), ...form.grown });
    }
    expect(told).toHaveLength(10);
  });
});
