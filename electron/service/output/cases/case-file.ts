import { zipSync } from 'fflate';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from '../documents/chinese-date.ts';
import type { DocumentBlock, FilledTable } from '../documents/paper-blocks.ts';
import type { Annex } from './annexes.ts';
import type { CaseContent, CasePart } from './case-content.ts';
import { gatherSchoolCase } from './school-case.ts';
import { gatherVenueCase } from './venue-case.ts';

/**
 * All that is on record of a venue, of it and one school, or of a school with all around it, as a zip: the case file with
 * cover, index and page numbers, the papers that were issued, photos, and the sheets that show it. Errors: VENUE_UNKNOWN,
 * SCHOOL_UNKNOWN, ATTACHMENT_MISSING.
 */
export async function makeCaseFile(
  context: QueryContext,
  { venueId, schoolId }: { readonly venueId: number | null; readonly schoolId: number | null },
): Promise<Uint8Array> {
  const content =
    venueId === null
      ? await gatherSchoolCase(context, schoolId ?? 0)
      : await gatherVenueCase(context, { venueId, schoolId });
  const { name, parts, annexes } = content;
  const { writeOfficialDocument } = await import('../documents/official-document.ts');
  const tables = Object.fromEntries(parts.map(({ table }, i) => [`part${i}`, table]));
  const document = await writeOfficialDocument(
    { title: `${name} 案件卷宗`, landscape: true, blocks: blocksOf(content, context) },
    {
      values: {},
      tables: { ...tables, index: indexTable(parts, annexes) },
      pictures: new Map(),
      photos: [],
      remark: context.workspace.demonstration ? '演示数据' : '',
    },
  );
  const files = Object.fromEntries(annexes.map(({ path, bytes }) => [path, bytes]));
  // Word files, photos and sheets are compressed already.
  return zipSync({ '00 卷宗（封面、目录、正文）.docx': document, ...files }, { level: 0 });
}

function blocksOf(
  { name, facts, parts }: CaseContent,
  { workspace, today }: Pick<QueryContext, 'workspace' | 'today'>,
): DocumentBlock[] {
  return [
    { kind: 'title', text: '案件卷宗' },
    {
      kind: 'rows',
      rows: [
        { title: '案由', text: name },
        ...facts.map(([title, text]) => ({ title, text: text || '无记录' })),
        { title: '制作单位', text: workspace.pack.coordinator },
        { title: '制作日期', text: `${chineseDay(today)}，按当日记录` },
      ],
    },
    { kind: 'page' },
    { kind: 'heading', level: 1, text: '目录' },
    { kind: 'table', table: 'index' },
    ...parts.flatMap(({ title, notes }, i): DocumentBlock[] => [
      { kind: 'page' },
      { kind: 'heading', level: 1, text: `${numerals[i] ?? ''}、${title}` },
      { kind: 'table', table: `part${i}` },
      ...notes.map((text): DocumentBlock => ({ kind: 'text', text })),
    ]),
  ];
}

const numerals = '一二三四五六七八九十';

/** What is in the file and in the folders beside it. Each part begins on a page of its own, numbered at its foot. */
function indexTable(parts: readonly CasePart[], annexes: readonly Annex[]): FilledTable {
  const own = parts.map(({ title, table }, i) => [numerals[i] ?? '', title, `正文，${table.rows.length} 条`]);
  const beside = annexes.map(({ path, told }, i) => [`附 ${i + 1}`, told, path]);
  const columns = [
    { title: '序号', share: 1.2 },
    { title: '内容', share: 5 },
    { title: '所在', share: 5 },
  ];
  return { none: '', columns, rows: [...own, ...beside] };
}
