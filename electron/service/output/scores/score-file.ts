import { zipSync } from 'fflate';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { formulaOf } from '#shared/scores/score-formulas.ts';
import type { Indicator } from '#shared/scores/score-scheme.ts';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { safeName } from '../cases/annexes.ts';
import type { DocumentBlock, FilledTable } from '../documents/paper-blocks.ts';
import { type ReportSheet, writeWorkbook } from '../reports/workbook.ts';
import { Originals } from './evidence.ts';
import { type GatheredScores, gatherScores, rowsOfSubject, scoredSubjects } from './read-scores.ts';
import { requireScheme } from './schemes.ts';
import { scoreDocument } from './score-document.ts';
import { scoreSheets } from './score-sheet.ts';
import { spanNote } from './score-words.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'now' | 'progress'>;

/** Scores as a file. Errors: SCHEME_UNKNOWN, SCORES_DATES, ATTACHMENT_MISSING. */
export async function makeScoreFile(
  context: Context,
  wanted: ScoresWanted,
  as: ParsedInputOf<'scores.file'>['as'],
): Promise<Uint8Array> {
  if (as === 'json') {
    const { scheme } = await requireScheme(context, wanted.scheme);
    return new TextEncoder().encode(`${JSON.stringify(scheme, null, 2)}\n`);
  }
  const gathered = await gatherScores(context, wanted);
  const told = toldOf(context, gathered, wanted);
  if (as === 'xlsx') return await writeWorkbook(scoreSheets(told));
  if (as === 'docx') return await scoreDocument(context, told);
  return await evidenceZip(context, gathered, wanted);
}

function toldOf(context: Context, gathered: GatheredScores, span: ScoresWanted) {
  const { scheme } = gathered;
  return {
    scheme,
    subjects: scoredSubjects(gathered),
    title: `${context.workspace.name}${scheme.title}`,
    note: spanNote(context, gathered, span),
  };
}

interface IndicatorList {
  readonly indicator: Indicator;
  readonly path: string;
  readonly rows: number;
  readonly originals: number;
}

/** What assessors look through: an index, the score sheet, a list for each indicator, and the originals. */
async function evidenceZip(
  context: Context,
  gathered: GatheredScores,
  span: ScoresWanted,
): Promise<Uint8Array> {
  const told = toldOf(context, gathered, span);
  const originals = await Originals.over(context, span);
  const files: Record<string, Uint8Array> = {};
  const lists: IndicatorList[] = [];
  for (const [i, indicator] of gathered.scheme.indicators.entries()) {
    await context.progress.report('整理佐证材料', i, gathered.scheme.indicators.length);
    const sheet = await listOf(context, gathered, indicator, originals, told.note);
    const path = `清单/${String(i + 1).padStart(2, '0')} ${safeName(indicator.content)}.xlsx`;
    const held = new Set(sheet.rows.flatMap((row) => String(row.at(-1) ?? '').split('、')).filter(Boolean));
    if (sheet.rows.length > 0) files[path] = await writeWorkbook([sheet]);
    lists.push({ indicator, path, rows: sheet.rows.length, originals: held.size });
  }
  for (const { path, bytes } of originals.annexes) files[path] = bytes;
  // Workbooks, Word files and photos are compressed already.
  return zipSync(
    {
      '00 材料目录.docx': await indexDocument(context, told, lists, originals),
      '01 考核评分表.xlsx': await writeWorkbook(scoreSheets(told)),
      '02 考核评分表.docx': await scoreDocument(context, told),
      ...files,
    },
    { level: 0 },
  );
}

/** The rows of an indicator, of everybody, those that count first. */
async function listOf(
  { progress }: Context,
  gathered: GatheredScores,
  indicator: Indicator,
  originals: Originals,
  note: string,
): Promise<ReportSheet> {
  const { formula, content } = indicator;
  const { counted, title, of } = formulaOf(formula);
  const rows: ReportSheet['rows'][number][] = [];
  for (const subject of gathered.subjects)
    for (const row of rowsOfSubject(gathered, formula, subject)) {
      await progress.breathe();
      const held = (await originals.of(row)).join('、');
      rows.push([
        rows.length + 1,
        subject.name,
        row.name,
        row.told,
        row.on || null,
        row.counts ? '是' : '否',
        held,
      ]);
    }
  return {
    name: '清单',
    title: `${content}（${title}）`,
    note: `${of === null ? `计：${counted}` : `分子：${counted}；分母：${of}`}　${note}`,
    columns: [
      { title: '序号', width: 6, kind: 'count' },
      { title: '考核对象', width: 22 },
      { title: '记录', width: 34, total: 'filled' },
      { title: '情况', width: 56 },
      { title: '日期', width: 12, kind: 'day' },
      { title: counted || '计入', width: 12 },
      { title: '原件', width: 16 },
    ],
    rows,
  };
}

async function indexDocument(
  { workspace }: Context,
  { title, note }: ReturnType<typeof toldOf>,
  lists: readonly IndicatorList[],
  { annexes, leftOut }: Originals,
): Promise<Uint8Array> {
  const { writeOfficialDocument } = await import('../documents/official-document.ts');
  const blocks: DocumentBlock[] = [
    { kind: 'title', text: `${title}佐证材料目录` },
    { kind: 'note', text: note },
    { kind: 'heading', level: 1, text: '一、评分表' },
    { kind: 'text', text: '01 考核评分表.xlsx、02 考核评分表.docx' },
    { kind: 'heading', level: 1, text: '二、各项指标的清单' },
    { kind: 'table', table: 'lists' },
    { kind: 'heading', level: 1, text: '三、原件' },
    { kind: 'table', table: 'originals' },
  ];
  if (leftOut > 0)
    blocks.push({ kind: 'text', text: `另有 ${leftOut} 个原件因材料包太大没有放入，请在系统的记录里查看。` });
  return await writeOfficialDocument(
    { title: `${title}佐证材料目录`, landscape: true, blocks },
    {
      values: {},
      tables: { lists: listTable(lists), originals: originalTable(annexes) },
      pictures: new Map(),
      photos: [],
      remark: workspace.demonstration ? '演示数据' : '',
    },
  );
}

function listTable(lists: readonly IndicatorList[]): FilledTable {
  const columns = ['序号', '项目', '内容', '分值', '清单', '条数', '原件（个）'].map((title, i) => ({
    title,
    share: [0.8, 1.6, 3, 0.9, 4, 0.9, 1.2][i] ?? 1,
    number: [0, 3, 5, 6].includes(i),
  }));
  const rows = lists.map(({ indicator, path, rows: count, originals }, i) => [
    String(i + 1),
    indicator.project,
    indicator.content,
    String(indicator.points),
    count > 0 ? path : indicator.formula === 'byHand' ? '人工评分，由考核组查看' : '没有记录',
    String(count),
    String(originals),
  ]);
  return { none: '', columns, rows };
}

function originalTable(annexes: Originals['annexes']): FilledTable {
  const columns = [
    { title: '编号', share: 1 },
    { title: '说明', share: 4 },
    { title: '文件', share: 6 },
  ];
  const rows = annexes.map(({ told, path }, i) => [`附${i + 1}`, told, path]);
  return { none: '没有照片和文书。', columns, rows };
}
