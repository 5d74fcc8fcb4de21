import { weekdayTitle } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import {
  cellOnDay,
  isPatrol,
  rosterDays,
  rosterRows,
  substitutesOf,
} from '#shared/facilities/duty-roster.ts';
import { type Provision, provisionNames } from '#shared/facilities/gate-provision.ts';
import type { SheetContent, SheetTable } from '#shared/sheets/content.ts';
import { readGatePlan } from '../../../places/judging/gate-plan.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { subtitleOf } from './school-content.ts';
import { boundsAround, geometryBounds, grown, type Surroundings } from './surroundings.ts';
import { type Tone, tonedCell } from './toned-cell.ts';

/** Facilities that are farther from the gate stand in the table, but the map does not grow for them. */
const NEAR = 90;

/** A gate with its stretch, what stands there, what is wanting and what is arranged. Errors: GATE_UNKNOWN. */
export async function gateContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const plan = await readGatePlan(context, id);
  const { gate } = plan;
  const near = plan.facilities.filter(({ metres }) => metres <= NEAR);
  const bounds = grown(
    boundsAround(
      [gate.position, ...near.map(({ position }) => position)],
      [geometryBounds(plan.stretch)],
    ) ?? [gate.position[0], gate.position[1], gate.position[0], gate.position[1]],
    0.12,
    0.0011,
  );
  const layers = await surroundings.layersIn(grown(bounds, 0.6), new Set([plan.schoolId]), () => false);
  return {
    title: `${plan.schoolName}${gate.gateName}方案图`,
    subtitle: [
      subtitleOf(context.workspace),
      gate.road ? `临${gate.road.name || '未命名道路'}` : '临街道路未知',
      plan.shape === 'circle'
        ? `校门外 ${plan.length} m 范围（未知临街道路，按圆形）`
        : `沿路两侧各 ${plan.length} m`,
    ].join(' · '),
    bounds,
    layers: {
      ...layers,
      gates: layers.gates.map((each) => ({
        ...each,
        own: each.position[0] === gate.position[0] && each.position[1] === gate.position[1],
      })),
      gateZones: [plan.stretch],
      facilities: plan.facilities.map((each) => ({
        geometry: each.geometry,
        position: each.position,
        label: each.name || each.kind,
        state: each.state,
        faulty: each.fault !== null || each.state !== '完好',
      })),
    },
    tables: {
      provisions: provisionsTable(context, gate),
      facilities: facilitiesTable(plan),
      duties: dutiesTable(plan),
      plan: planTable(plan.text),
    },
    fields: {},
    empty: plan.facilities.length === 0 && plan.duties.length === 0,
    detail: gate.position,
    overview: { bounds: grown(bounds, 1.6), layers: { ...layers, gateZones: [plan.stretch], schools: [] } },
  };
}

type GatePlan = OutputOf<'gates.plan'>;

/** What the gate has and lacks. */
function provisionsTable(
  { workspace }: Pick<QueryContext, 'workspace'>,
  { cells }: GatePlan['gate'],
): SheetTable {
  const requirements = new Map(workspace.catalogue.requirements.map((each) => [each.id, each]));
  return {
    title: '应有设施',
    columns: [
      { title: '设施', share: 30 },
      { title: '情况', share: 16 },
      { title: '距离 m', share: 16, align: 'end' },
      { title: '说明', share: 61 },
    ],
    rows: cells.map((cell) => [
      { text: requirements.get(cell.requirementId)?.title ?? cell.requirementId },
      tonedCell(provisionNames[cell.provision], toneOfProvision(cell.provision)),
      { text: cell.metres === null ? '' : cell.metres.toFixed(0) },
      { text: cell.note },
    ]),
    none: '没有设施要求',
  };
}

function toneOfProvision(provision: Provision): Tone | null {
  if (provision === 'missing') return 'violation';
  return provision === 'doubtful' ? 'undetermined' : null;
}

function facilitiesTable({ facilities }: GatePlan): SheetTable {
  return {
    title: '已有设施',
    columns: [
      { title: '设施', share: 40 },
      { title: '状态', share: 16 },
      { title: '距校门 m', share: 20, align: 'end' },
      { title: '问题', share: 44 },
    ],
    rows: facilities.map((each) => [
      { text: each.name || each.kind },
      { text: each.state },
      { text: each.metres.toFixed(0) },
      tonedCell(each.fault ?? '', each.fault ? 'violation' : null),
    ]),
    none: '附近没有登记设施',
  };
}

/** The week at the gate, post by post. Hours that all posts of a period share are told once, beneath. */
function dutiesTable({ duties }: GatePlan): SheetTable {
  const days = rosterDays(duties);
  const rows = rosterRows(duties);
  const hours = [...new Set(rows.map((row) => `${row.period} ${row.hours}`))];
  const isShared = hours.length === new Set(rows.map(({ period }) => period)).size;
  const narrow = rows.some(isPatrol) ? 14 : 10;
  return {
    title: '护学岗',
    // In millimetres where there are five days: a name of three characters stands on one line.
    columns: [
      { title: '时段', share: isShared ? narrow : 20 },
      { title: '岗位', share: isShared ? 29 - narrow : 15 },
      ...days.map((day) => ({ title: weekdayTitle(day), share: isShared ? 12 : 11 })),
      { title: '替补', share: isShared ? 12 : 11 },
    ],
    rows: rows.map((row) => [
      { text: isShared ? row.period : `${row.period}\n${row.hours}` },
      { text: row.post },
      ...days.map((day) => tonedCell(cellOnDay(row, day), row.vacant.includes(day) ? 'violation' : null)),
      { text: substitutesOf(row) },
    ]),
    none: '还没有安排护学岗',
    ...(isShared && rows.length > 0 ? { note: hours.join('，') } : {}),
  };
}

function planTable(text: GatePlan['text']): SheetTable {
  const rows = [
    ['限行', text.restrictions],
    ['单行', text.oneWay],
    ['等候', text.waiting],
    ['其他', text.note],
  ].filter(([, words]) => words !== '');
  return {
    title: '交通组织',
    columns: [
      { title: '事项', share: 18 },
      { title: '安排', share: 100 },
    ],
    rows: rows.map(([name = '', words = '']) => [{ text: name }, { text: words }]),
    none: '还没有填写交通组织方案',
  };
}
