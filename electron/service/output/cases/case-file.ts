import { extname } from 'node:path';
import { zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import { selectVenueWhole } from '../../db/queries/documents.ts';
import { selectPapersOf } from '../../db/queries/papers.ts';
import { selectPrints } from '../../db/queries/prints.ts';
import { selectSchool } from '../../db/queries/schools.ts';
import { selectVisitsOfVenue } from '../../db/queries/visits.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from '../documents/chinese-date.ts';
import type { DocumentBlock, FilledTable } from '../documents/paper-blocks.ts';
import { venueFilling } from '../documents/venue-values.ts';
import { type Annex, attachmentAnnex, paperAnnexes, safeName } from './annexes.ts';
import { type CaseHazard, type CasePhoto, caseHazards, casePhotos } from './case-hazards.ts';
import {
  type CasePart,
  distancePart,
  licencePart,
  paperPart,
  rulePart,
  surveyPart,
  timelinePart,
  visitPart,
} from './case-parts.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

interface CaseOf {
  readonly venueId: number;
  /** Only what is about this school of the distances; null for all. */
  readonly schoolId: number | null;
}

/**
 * All that is on record of a venue, as a zip: the case file with cover, index and page numbers, the papers that were
 * issued, photos, and the sheets that show it. Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN, ATTACHMENT_MISSING.
 */
export async function makeCaseFile(context: Context, { venueId, schoolId }: CaseOf): Promise<Uint8Array> {
  const { db, workspace } = context;
  const venue = await selectVenueWhole(db, venueId);
  if (!venue) throw new CodedError('VENUE_UNKNOWN', { id: venueId });
  const school = schoolId === null ? undefined : await selectSchool(db, schoolId);
  if (schoolId !== null && !school) throw new CodedError('SCHOOL_UNKNOWN', { id: schoolId });
  const hazards = await caseHazards(db, venueId);
  const photos = await casePhotos(db, venueId, hazards);
  const annexes = [
    ...(await sheetAnnexes(context, venue.name)),
    ...(await paperAnnexes(context, await selectPapersOf(db, { kind: 'venue', id: venueId }))),
    ...photos.map((photo, i) => attachmentAnnex(context, photo, photoName(photo, i))),
  ];
  const parts = await partsOfCase(context, { venueId, schoolId }, hazards, photos, annexes);
  const name = [venue.name, school?.name].filter(Boolean).join('、');
  const { known } = await venueFilling(context, venueId);
  const { writeOfficialDocument } = await import('../documents/official-document.ts');
  const tables = Object.fromEntries(parts.map(({ table }, i) => [`part${i}`, table]));
  const document = await writeOfficialDocument(
    { title: `${name} 案件卷宗`, landscape: true, blocks: blocksOf(parts, name, known, context) },
    {
      values: {},
      tables: { ...tables, index: indexTable(parts, annexes) },
      pictures: new Map(),
      photos: [],
      remark: workspace.demonstration ? '演示数据' : '',
    },
  );
  const files = Object.fromEntries(annexes.map(({ path, bytes }) => [path, bytes]));
  // Word files, photos and sheets are compressed already.
  return zipSync({ '00 卷宗（封面、目录、正文）.docx': document, ...files }, { level: 0 });
}

async function partsOfCase(
  context: Context,
  { venueId, schoolId }: CaseOf,
  hazards: readonly CaseHazard[],
  photos: readonly CasePhoto[],
  annexes: readonly Annex[],
): Promise<CasePart[]> {
  const visits = await selectVisitsOfVenue(context.db, venueId);
  const visited = visits.map(({ startedAt, result }): [string, string] => [
    startedAt.replace('T', ' '),
    `现场检查：${result}`,
  ]);
  return [
    await distancePart(context, venueId, schoolId),
    sheetPart(annexes),
    await surveyPart(context, venueId, schoolId),
    await licencePart(context, venueId),
    await visitPart(context, venueId),
    hazardPart(hazards),
    await paperPart(context, venueId),
    photoPart(photos),
    timelinePart(hazards, visited),
    await rulePart(context, venueId, schoolId),
  ];
}

function blocksOf(
  parts: readonly CasePart[],
  name: string,
  known: Readonly<Record<string, string>>,
  { workspace, today }: Context,
): DocumentBlock[] {
  const facts = [
    '当事人',
    '统一社会信用代码',
    '负责人',
    '地址',
    '类别',
    '学校',
    '距离',
    '限值',
    '判定',
    '依据',
  ];
  return [
    { kind: 'title', text: '案件卷宗' },
    {
      kind: 'rows',
      rows: [
        { title: '案由', text: name },
        ...facts.map((title) => ({ title, text: known[title] || '无记录' })),
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

function hazardPart(hazards: readonly CaseHazard[]): CasePart {
  const columns = ['编号', '种类、等级', '情况', '发现', '期限', '销号', '责任单位'].map((title, i) => ({
    title,
    share: i === 2 ? 4 : 2,
  }));
  const rows = hazards.map(({ hazard }) => [
    hazard.code,
    `${hazard.kind}，${hazard.level}`,
    hazard.state === 'voided' ? `作废：${hazard.voidReason}` : hazard.description,
    hazard.foundOn,
    hazard.dueOn ?? '',
    hazard.closedOn ?? '',
    hazard.responsibleBody,
  ]);
  return { title: '隐患', notes: [], table: { none: '没有隐患。', columns, rows } };
}

function photoPart(photos: readonly CasePhoto[]): CasePart {
  const columns = [
    ['文件', 4],
    ['时间', 2],
    ['位置（WGS84）', 3],
    ['说明', 4],
  ].map(([title, share]) => ({ title: String(title), share: Number(share) }));
  const rows = photos.map((photo, i) => [
    photoName(photo, i),
    photo.takenAt?.replace('T', ' ') ?? '没有拍摄时间',
    photo.lng === null || photo.lat === null
      ? '没有位置'
      : `${photo.lng.toFixed(6)}，${photo.lat.toFixed(6)}`,
    photo.caption,
  ]);
  const notes = photos.length > 0 ? ['原件在本卷宗的“照片”文件夹里，没有改动。'] : [];
  return { title: '照片和附件', notes, table: { none: '没有照片和附件。', columns, rows } };
}

function sheetPart(annexes: readonly Annex[]): CasePart {
  const sheets = annexes.filter(({ path }) => path.startsWith('图/'));
  return {
    title: '图',
    notes: [],
    table: {
      none: '没有出过有这家场所的图；请在“图册”里出“测量图”或“判定图”，再生成卷宗。',
      columns: [
        { title: '图号、图名', share: 4 },
        { title: '文件', share: 4 },
      ],
      rows: sheets.map(({ told, path }) => [told, path]),
    },
  };
}

const photoName = (photo: CasePhoto, i: number) =>
  `照片/${String(i + 1).padStart(2, '0')} ${safeName(photo.name)}`;

/** Finished sheets on which the venue is named: the latest of each title. */
async function sheetAnnexes({ db, workspace }: Context, venue: string): Promise<Annex[]> {
  const taken = new Set<string>();
  return (await selectPrints(db)).flatMap(({ state, file, number, title, fileName, index }): Annex[] => {
    if (state !== 'done' || file === null || taken.has(title)) return [];
    const shows = readStored('prints.index', index).some(({ venues }) =>
      venues.some(({ name }) => name === venue),
    );
    if (!shows) return [];
    taken.add(title);
    const bytes = new Uint8Array(workspace.attachments.read(file, fileName));
    return [
      {
        path: `图/${safeName(number)} ${safeName(title)}${extname(file)}`,
        bytes,
        told: `${number} ${title}`,
      },
    ];
  });
}
