import type { FindingRow } from '#shared/contract/findings.ts';
import { boundsHold, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { SheetCell, SheetTable, SheetVenue } from '#shared/sheets/content.ts';
import { currentSpan } from '#shared/sweeps/school-coverage.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { type Severity, severities, shortVerdict } from '#shared/zones/verdict.ts';
import { selectMarkedVenues } from '../../../db/queries/findings.ts';
import { selectOpenHazardPlaces } from '../../../db/queries/hazards.ts';
import { listFindings } from '../../../places/judging/list-findings.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { oncePerJob, type Surroundings } from './surroundings.ts';
import { tonedCell, toneOf } from './toned-cell.ts';

/** What is drawn on a sheet: all but 区外. */
const drawnSeverities = severities.filter((severity) => severity !== 'outside');

/** The weightiest findings of one school that are on its sheet: worst first, then nearest, numbered so. */
export async function findingsOfSchool(context: QueryContext, schoolId: number): Promise<FindingRow[]> {
  return await listFindings(context, { schoolId, primary: true, severities: drawnSeverities });
}

/** The index of venues on a sheet, numbered as on the map. */
export function venuesTable({ workspace }: QueryContext, rows: readonly FindingRow[]): SheetTable {
  const titles = workspace.catalogue.categoryTitles;
  const rules = new Map(workspace.rules.map((rule) => [rule.id, rule]));
  const isUnverified = ({ ruleId }: FindingRow) => rules.get(ruleId)?.basis.verified === false;
  const isDraft = ({ ruleId }: FindingRow) => rules.get(ruleId)?.basis.draft === true;
  const isByPoint = ({ note }: FindingRow) => note.includes(POINT_FOR_CAMPUS);
  const notes = [
    ...(rows.some(isByPoint) ? [`※ ${POINT_FOR_CAMPUS}`] : []),
    ...(rows.some(isUnverified) ? ['＊ 依据条文未与正式文本核实'] : []),
    ...(rows.some(isDraft) ? ['△ 依据为征求意见稿，尚未施行'] : []),
  ];
  return {
    title: '场所索引',
    onMap: true,
    columns: [
      { title: '号', share: 8, align: 'middle' },
      { title: '场所', share: 32 },
      { title: '类别', share: 19 },
      { title: '距离 m', share: 16, align: 'end' },
      { title: '判定', share: 28 },
    ],
    rows: rows.map((row, i): SheetCell[] => [
      { text: String(i + 1) },
      { text: row.venueName },
      { text: titles.get(row.category) ?? '其他' },
      { text: row.distance.toFixed(1) },
      tonedCell(
        `${shortVerdict(row)}${isByPoint(row) ? '※' : ''}${isUnverified(row) ? '＊' : ''}${isDraft(row) ? '△' : ''}`,
        toneOf(row.severity),
      ),
    ]),
    none: '范围内没有受管控的场所',
    ...(notes.length > 0 ? { note: notes.join('　') } : {}),
  };
}

export function venueMarks(rows: readonly FindingRow[]): SheetVenue[] {
  return rows.map((row, i) => ({
    position: row.venuePosition,
    severity: row.severity,
    number: i + 1,
    from: row.from,
  }));
}

/** What stands on a sheet of one school, in figures. */
export async function schoolStatistics(
  { db, workspace, today }: QueryContext,
  schoolId: number,
  rows: readonly FindingRow[],
): Promise<SheetTable> {
  const count = (severity: Severity) => rows.filter((row) => row.severity === severity).length;
  const { from } = currentSpan(workspace.pack.cadence, today);
  const venueIds = new Set(rows.map(({ venueId }) => venueId));
  const hazards = await selectOpenHazardPlaces(db);
  const open = hazards.filter((hazard) =>
    hazard.venueId === null ? hazard.schoolId === schoolId : venueIds.has(hazard.venueId),
  ).length;
  const visited = rows.filter(({ lastVisitOn }) => (lastVisitOn ?? '') >= from).length;
  return {
    title: '统计',
    columns: [
      { title: '禁设', share: 1 },
      { title: '待实测', share: 1.3 },
      { title: '监管', share: 1 },
      { title: '监管·存疑', share: 1.8 },
      { title: '未结隐患', share: 1.6 },
      { title: '本期已查', share: 1.6 },
    ],
    rows: [
      [
        { text: String(count('violation')) },
        { text: String(count('undetermined')) },
        { text: String(count('supervised')) },
        { text: String(count('supervisedDoubt')) },
        { text: String(open) },
        { text: `${visited} / ${rows.length}` },
      ],
    ],
    none: '',
  };
}

const markedVenues = oncePerJob(({ context }) => selectMarkedVenues(context.db));

/** Marked venues of a box without numbers: what overviews show. */
export async function marksIn(
  surroundings: Surroundings,
  bounds: LngLatBounds,
  wanted: ReadonlySet<Severity>,
): Promise<SheetVenue[]> {
  return (await markedVenues(surroundings))
    .filter(({ position, severity }) => wanted.has(severity) && boundsHold(bounds, position))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(({ position, severity }) => ({ position, severity, number: null, from: null }));
}
