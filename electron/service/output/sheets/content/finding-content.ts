import { CodedError } from '#shared/contract/errors.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import { basisText, effectNames, existingNames, methodNames, originNames } from '#shared/rules/rule.ts';
import type { SheetContent, SheetTable } from '#shared/sheets/content.ts';
import { severityNames, verdictNames } from '#shared/zones/verdict.ts';
import { selectVenue } from '../../../db/queries/venues.ts';
import { listFindings } from '../../../places/judging/list-findings.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { type Fact, factsTable } from './facts-table.ts';
import { measuredLine } from './measured-line.ts';
import { subtitleOf } from './school-content.ts';
import { boundsAround, grown, type Surroundings } from './surroundings.ts';
import { tonedCell, toneOf } from './toned-cell.ts';

/** A venue at a school, the distance that decides, and why. Errors: SHEET_SUBJECT. */
export async function findingContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const { db, workspace } = context;
  const [finding] = await listFindings(context, { id });
  const venue = finding && (await selectVenue(db, finding.venueId));
  if (!venue) throw new CodedError('SHEET_SUBJECT', { what: '研判结果', id });
  const school = (await surroundings.schools()).get(finding.schoolId);
  const drawn = school ? await surroundings.draw(school) : null;
  const line = await measuredLine(context, finding, finding.from, finding.venuePosition);
  const bounds = grown(
    boundsAround([finding.venuePosition, finding.from, ...line], [drawn?.bounds]) ?? [0, 0, 0, 0],
    0.1,
    0.002,
  );
  const own = new Set([finding.schoolId]);
  const layers = await surroundings.layersIn(grown(bounds, 0.6), own, ({ id: each }) => own.has(each));
  return {
    title: `${finding.venueName}研判图`,
    subtitle: `${subtitleOf(workspace)} · ${finding.schoolName}`,
    bounds,
    layers: {
      ...layers,
      gateZones: [],
      venues: [{ position: finding.venuePosition, severity: finding.severity, number: null, from: null }],
      measures: [
        {
          line,
          label: `${finding.distance.toFixed(1)} m`,
          surveyed: finding.surveyId !== null,
        },
      ],
    },
    tables: {
      facts: factsTable(severityNames[finding.severity], factsOf(context, finding, venue)),
      distances: distancesTable(finding),
    },
    fields: {},
    empty: finding.severity === 'outside',
    detail: null,
    overview: null,
  };
}

/** What is told of a finding and of its venue. */
function factsOf(
  { workspace }: Pick<QueryContext, 'workspace'>,
  finding: FindingRow,
  venue: { readonly uscc: string; readonly address: string; readonly status: string },
): Fact[] {
  const rule = workspace.rules.find((each) => each.id === finding.ruleId);
  const titles = workspace.catalogue.categoryTitles;
  return [
    ['学校', finding.schoolName],
    ['场所', finding.venueName],
    ['类别', titles.get(finding.category) ?? '其他'],
    ['信用代码', venue.uscc],
    ['地址', venue.address],
    ['成立日期', finding.venueSince ?? '未知'],
    ['登记状态', venue.status],
    ['规则', rule?.title ?? finding.ruleId],
    ['依据', rule ? basisText(rule) : ''],
    [
      '效力',
      [effectNames[finding.effect], finding.existing ? existingNames[finding.existing] : '']
        .filter(Boolean)
        .join('，'),
    ],
    ['说明', finding.note],
    ['待办', finding.toSettle ?? ''],
  ];
}

function distancesTable(finding: FindingRow): SheetTable {
  const metres = (value: number | null) => (value === null ? '—' : value.toFixed(1));
  return {
    title: '距离',
    columns: [
      { title: '量法', share: 46 },
      { title: '米', share: 20, align: 'end' },
      { title: '备注', share: 50 },
    ],
    rows: [
      [{ text: '校园边界直线' }, { text: metres(finding.boundary) }, { text: '' }],
      [{ text: '校门直线' }, { text: metres(finding.gate) }, { text: finding.gateName ?? '' }],
      [{ text: '校门步行' }, { text: metres(finding.walking) }, { text: '' }],
      [
        { text: `采用：${originNames[finding.origin]}${methodNames[finding.method]}` },
        tonedCell(metres(finding.distance), toneOf(finding.severity)),
        { text: finding.surveyId === null ? '' : '两名执法人员实测' },
      ],
      [{ text: '误差 ±2σ' }, { text: metres(2 * finding.sigma) }, { text: '' }],
      [
        { text: '限值' },
        { text: metres(finding.limit) },
        tonedCell(`判定：${verdictNames[finding.verdict]}`, toneOf(finding.severity)),
      ],
    ],
    none: '',
    ...(finding.disagrees ? { note: '按不同量法，区内区外结论不一致，请核对' } : {}),
  };
}
