import { dayOf } from '#shared/calendar/china-time.ts';
import type { ChangesOf } from '#shared/contract/changes-of.ts';
import type { ListedPlace, PlaceChanges, PlaceSuccession } from '#shared/contract/place-changes.ts';
import { duplicateReasonNames } from '#shared/registry/duplicates.ts';
import { severityIn, severityNames } from '#shared/zones/verdict.ts';
import {
  batchesBetween,
  type ChangingBatch,
  gatherChanges,
  requireBatch,
} from '../../import/place-changes.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from '../documents/chinese-date.ts';
import type { DocumentBlock } from '../documents/paper-blocks.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import { type ReportColumn, writeWorkbook } from './workbook.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** What the file tells, and of which lists. */
interface Told {
  readonly changes: PlaceChanges;
  readonly batches: readonly ChangingBatch[];
  /** The day of the list, or the two days that are compared. */
  readonly when: string;
}

/** Changes of one sort, as a sheet of the workbook and a table of the document. */
interface ChangeTable {
  readonly name: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** More rows than this nobody reads in a document: the workbook has them all. */
const DOCUMENT_ROWS = 1000;

/** All changes of a batch or of a span of days, without telephones. Errors: BATCH_UNKNOWN, REPORT_DATES. */
export async function writePlaceChanges(
  context: Context,
  of: ChangesOf,
  format: 'xlsx' | 'docx',
): Promise<Uint8Array> {
  const told = await gatherTold(context, of);
  const tables = tablesOf(told.changes, context.workspace.catalogue.categoryTitles);
  return format === 'xlsx'
    ? await workbookOf(context, told, tables)
    : await documentOf(context, told, tables);
}

async function gatherTold({ db }: Context, of: ChangesOf): Promise<Told> {
  if ('batch' in of) {
    const batch = await requireBatch(db, of.batch);
    const changes = await gatherChanges(db, batch.isVenues ? [batch.batch] : []);
    return { changes, batches: [batch], when: chineseDay(dayOf(new Date(batch.importedAt))) };
  }
  const batches = await batchesBetween(db, of.from, of.to);
  const ids = batches.map(({ batch }) => batch);
  return {
    changes: await gatherChanges(db, ids),
    batches,
    when: `${chineseDay(of.from)}至${chineseDay(of.to)}`,
  };
}

async function workbookOf(
  { workspace, today }: Context,
  { batches, when }: Told,
  tables: readonly ChangeTable[],
): Promise<Uint8Array> {
  const made = `填报：${workspace.pack.coordinator}　制表日期 ${today}${workspace.demonstration ? '　演示数据' : ''}`;
  return await writeWorkbook(
    tables.map((table) => ({
      ...table,
      title: `${workspace.name}场所名单变化：${table.name}`,
      note: `${when}　名单：${fileNames(batches)}　${made}`,
    })),
  );
}

async function documentOf(
  { workspace, today }: Context,
  { batches, when }: Told,
  tables: readonly ChangeTable[],
): Promise<Uint8Array> {
  const counts = tables.map(({ name, rows }) => `${name}${rows.length}家`).join('，');
  const blocks: DocumentBlock[] = [
    { kind: 'title', text: `${workspace.name}\n校园周边场所名单变化情况` },
    { kind: 'text', text: `时间：${when}。名单：${fileNames(batches)}。` },
    { kind: 'text', text: `${counts}。疑似更名、疑似迁移由程序比对得出，须核实。` },
    ...tables.flatMap(({ name, rows }): DocumentBlock[] => [
      { kind: 'heading', level: 1, text: `${name}（${rows.length}家）` },
      ...(rows.length > DOCUMENT_ROWS
        ? [{ kind: 'text' as const, text: `这里列出前${DOCUMENT_ROWS}家，全部见同名表格文件。` }]
        : []),
      { kind: 'table', table: name },
    ]),
    { kind: 'sign', text: workspace.pack.coordinator, date: chineseDay(today) },
  ];
  const { writeOfficialDocument } = await import('../documents/official-document.ts');
  return await writeOfficialDocument(
    { title: `场所名单变化情况`, landscape: true, blocks },
    {
      values: {},
      tables: Object.fromEntries(tables.map((table) => [table.name, filledTable(table)])),
      pictures: new Map(),
      photos: [],
      remark: workspace.demonstration ? '演示数据，不得作为依据' : '',
    },
  );
}

function filledTable({ columns, rows }: ChangeTable) {
  return {
    columns: columns.map(({ title, width, kind }) => ({ title, share: width, number: kind !== undefined })),
    rows: rows.slice(0, DOCUMENT_ROWS).map((row) => row.map(textOf)),
    none: '无。',
  };
}

/** Distances in a document have one decimal; a workbook formats its own. */
function textOf(cell: string | number | null): string {
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : cell.toFixed(1);
  return cell ?? '';
}

function fileNames(batches: readonly ChangingBatch[]): string {
  return batches.map(({ fileName }) => `《${fileName}》`).join('') || '这段时间没有导入场所名单';
}

type Column<Row> = Filled<ReportColumn, Row, string | number | null>;
type ChangedPlace = PlaceChanges['moved'][number];

function tablesOf(changes: PlaceChanges, titles: ReadonlyMap<string, string>): ChangeTable[] {
  const places = placeColumns(titles);
  const changed: readonly Column<ChangedPlace>[] = [
    ...places,
    { title: '原来', width: 30, cell: ({ change }) => change.before },
    { title: '现在', width: 30, cell: ({ change }) => change.after },
  ];
  const pairs = pairColumns(titles);
  const pairsOf = (wanted: PlaceSuccession['kind']) => changes.paired.filter(({ kind }) => kind === wanted);
  return [
    { name: '新开', ...fillTable(places, changes.opened) },
    { name: '注销停业', ...fillTable(places, changes.closed) },
    { name: '疑似更名', ...fillTable(pairs, pairsOf('renamed')) },
    { name: '疑似迁移', ...fillTable(pairs, pairsOf('moved')) },
    { name: '迁移', ...fillTable(changed, changes.moved) },
    { name: '更名', ...fillTable(changed, changes.renamed) },
    { name: '名单中消失', ...fillTable(places, changes.vanished) },
  ];
}

function placeColumns(titles: ReadonlyMap<string, string>): Column<ListedPlace>[] {
  return [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '场所', width: 28, cell: ({ name }) => name },
    { title: '地址', width: 36, cell: ({ address }) => address },
    { title: '类别', width: 14, cell: ({ category }) => titles.get(category) ?? '其他' },
    { title: '登记状态', width: 12, cell: ({ status }) => status },
    { title: '判定', width: 12, cell: verdictOf },
  ];
}

function pairColumns(titles: ReadonlyMap<string, string>): Column<PlaceSuccession>[] {
  const why = ({ reasons }: PlaceSuccession) =>
    reasons.map((reason) => duplicateReasonNames[reason]).join('、');
  return [
    { title: '序号', width: 6, kind: 'count', cell: (_, index) => index + 1 },
    { title: '原场所', width: 24, cell: ({ before }) => before.name },
    { title: '原地址', width: 28, cell: ({ before }) => before.address },
    { title: '原判定', width: 11, cell: ({ before }) => verdictOf(before) },
    { title: '新场所', width: 24, cell: ({ after }) => after.name },
    { title: '新地址', width: 28, cell: ({ after }) => after.address },
    { title: '新判定', width: 11, cell: ({ after }) => verdictOf(after) },
    { title: '类别', width: 12, cell: ({ after }) => titles.get(after.category) ?? '其他' },
    { title: '依据', width: 24, cell: why },
    { title: '相距（米）', width: 10, kind: 'metres', cell: ({ apart }) => apart },
  ];
}

function verdictOf({ severity }: ListedPlace): string {
  return severityNames[severityIn(severity) ?? 'outside'];
}
