import { sheetOrderSchema } from '#shared/contract/sheets.ts';
import type { SheetContent } from '#shared/sheets/content.ts';
import { numberPage } from '#shared/sheets/layout.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { findingContent } from '../sheets/content/finding-content.ts';
import { schoolContent } from '../sheets/content/school-content.ts';
import { Surroundings } from '../sheets/content/surroundings.ts';
import { drawSheet } from '../sheets/draw-sheet.ts';
import { openJob } from '../sheets/open-job.ts';
import { pdfBytes } from '../sheets/pdf-bytes.ts';
import { type Annex, safeName } from './annexes.ts';

/** A case with more schools has the maps of those where the most is at stake, and tells the others in its table. */
const MOST_MAPS = 8;
/** Maps that are drawn for a case have no number of their own: they are no prints that are given out. */
const NO_NUMBER = '卷宗附图';

interface MappedFinding {
  readonly id: number;
  readonly schoolName: string;
}

/** A map for each finding: the venue, the school, the way that was measured, limit and verdict. Errors: DISK_WRITE, CANCELLED. */
export async function findingMaps(
  context: QueryContext,
  findings: readonly MappedFinding[],
): Promise<Annex[]> {
  const drawn = findings.slice(0, MOST_MAPS);
  const surroundings = new Surroundings(context);
  return await drawAll(
    context,
    'finding-sheet',
    drawn.map(({ id, schoolName }, i) => ({
      name: `判定图 ${i + 1} ${schoolName}`,
      content: () => findingContent(surroundings, id),
    })),
  );
}

/** The map of a school, its zones and the venues around it; none where it has no place yet. Errors: DISK_WRITE, CANCELLED. */
export async function schoolMap(
  context: QueryContext,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<Annex[]> {
  const surroundings = new Surroundings(context);
  const school = (await surroundings.schools()).get(id);
  if (!school || !(await surroundings.draw(school))) return [];
  const content = () => schoolContent(surroundings, id);
  return await drawAll(context, 'school-zone', [{ name: `安全区域图 ${name}`, content }]);
}

interface Wanted {
  readonly name: string;
  readonly content: () => Promise<SheetContent>;
}

/** Draws pages of one template; where a base map has gaps, these are crossed out and named on the sheet. */
async function drawAll(
  context: QueryContext,
  templateId: string,
  wanted: readonly Wanted[],
): Promise<Annex[]> {
  const template = context.workspace.catalogue.sheets.find(({ id }) => id === templateId);
  if (!template) throw new Error(`the program brings no sheet ${templateId}`);
  const order = sheetOrderSchema.parse({ template, allowGaps: true });
  const report = async () => await context.progress.report('画附图', made.length, wanted.length);
  const made: Annex[] = [];
  const job = await openJob(context, order, { number: NO_NUMBER, recipient: '', report });
  for (const { name, content } of wanted) {
    await report();
    const { pages } = await drawSheet(job, await content());
    made.push({
      path: `图/${safeName(name)}.pdf`,
      bytes: await pdfBytes(
        { title: name, author: context.workspace.name, at: context.now },
        pages.map((page, i) => ({ page: numberPage(page, i + 1, pages.length), outlined: i === 0 })),
      ),
      told: `${name}（按制作当日的记录）`,
    });
  }
  return made;
}
