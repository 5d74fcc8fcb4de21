import type { InputOf } from '#shared/contract/contract.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { elementAt } from '#shared/lists/element.ts';
import { type Period, periodDates } from '#shared/sweeps/period.ts';
import type { Call } from './call.ts';
import type { XY } from './plane.ts';

/** Metres from the middle of a 治安乱点 to its edges. */
const HALF = 70;
const CITY = '区城管执法局';
const MARKET = '区市场监管局';
const CULTURE = '区文化和旅游局';

/** Where the play is: who calls, what lies in zones, the quarter that is over, and how the clock is set. */
interface Scene {
  readonly call: Call;
  readonly findings: readonly FindingRow[];
  readonly last: Period;
  readonly today: string;
  /** Sets the clock to the evening of a day (YYYY-MM-DD). */
  readonly setDay: (day: string) => void;
}

/**
 * What several bodies did together last quarter: two 治安乱点, one of them listed and taken off again; a whistle of the
 * township that one of two bodies answered late; a school that was talked to; a joint meeting and what it decided.
 */
export async function playJointWork(scene: Scene): Promise<void> {
  const { last, setDay } = scene;
  const [first, second, third] = monthsOf(last);
  setDay(`${first}-05`);
  const market = await drawSpot(scene, 0, {
    name: '北门夜市（演示）',
    problem: '占道经营、夜间聚集',
    leadBody: CITY,
    joinBodies: `${MARKET}、区公安分局`,
    dueOn: `${third}-25`,
  });
  const step = (id: number, on: string, said: Partial<InputOf<'troubleSpots.step'>>) =>
    scene.call('troubleSpots.step', { id, step: 'list', on, ...said });
  setDay(`${second}-10`);
  await step(market, `${second}-10`, { grade: '区级' });
  await hold(scene, `${second}-12`);
  setDay(`${third}-06`);
  const lane = await drawSpot(scene, 5, {
    name: '河边巷出租房集中区（演示）',
    problem: '无证经营、治安案件多发',
    leadBody: '区公安分局',
    joinBodies: '区消防救援支队',
    progress: '已摸排，逐户登记。（演示）',
  });
  await step(lane, `${third}-06`, { grade: '镇级' });
  await handAbout(scene, third);
  setDay(`${third}-25`);
  await step(market, `${third}-25`, {
    step: 'delist',
    evaluation: '摊点已入市场，放学时段有人值守，近两周没有新的反映。（演示）',
  });
}

/** An area around one of the venues in zones. */
async function drawSpot(
  { call, findings }: Scene,
  index: number,
  values: Readonly<Record<string, string>>,
): Promise<number> {
  const { position } = await call('venues.get', { id: elementAt(findings, index).venueId });
  if (!position) throw new Error('a venue of a finding has a position');
  const frame = localFrame(position);
  const corners: XY[] = [
    [-HALF, -HALF],
    [HALF, -HALF],
    [HALF, HALF],
    [-HALF, HALF],
    [-HALF, -HALF],
  ];
  const coordinates = [corners.map((corner) => [...frame.toLngLat(corner)])];
  const geometry = { type: 'Polygon' as const, coordinates };
  return (await call('places.save', { table: 'troubleSpots', id: null, values, geometry })).id;
}

/** The joint meeting, and what it decided: one body has answered, the other not yet. */
async function hold({ call, setDay }: Scene, day: string): Promise<void> {
  setDay(day);
  await call('meetings.save', {
    ...{
      id: null,
      savedAt: null,
      title: '校园周边安全整治联席会议（演示）',
      heldOn: day,
      place: '区委三楼会议室',
    },
    ...{ chair: '示例领导', recorder: '陈国栋', attendees: '各成员单位', agenda: ['夜市占道', '网吧巡查'] },
    decisions: [
      {
        id: null,
        matter: '夜市摊点迁入市场，放学时段派人值守',
        toBody: CITY,
        dueOn: `${day.slice(0, 8)}25`,
        hazardId: null,
      },
      { id: null, matter: '逐家约见学校周边网吧，报送名单', toBody: CULTURE, dueOn: null, hazardId: null },
    ],
  });
  const task = await handingTo(call, 'task', CITY);
  setDay(`${day.slice(0, 8)}24`);
  await call('handings.record', {
    id: task,
    step: 'answer',
    note: '已迁入 23 户，值守名单附后。（演示）',
    at: null,
    by: '何立新',
  });
}

/** The township whistles about a school; one body is there in time, the other late. Then a school is talked to. */
async function handAbout({ call, findings, setDay }: Scene, month: string): Promise<void> {
  const { schoolId, schoolName } = elementAt(findings, 0);
  const whistled = `${month}-18`;
  const here = { hazardId: null, schoolId, venueId: null, toPerson: '' };
  setDay(whistled);
  await call('handings.hand', {
    ...{
      ...here,
      kind: 'whistle',
      fromBody: '镇人民政府（演示）',
      toBodies: [CITY, MARKET],
      placeText: '北门外',
    },
    ...{ matter: '放学时二十余个流动摊点占道，学生走机动车道', due: { by: 'hours', hours: 2 } },
  });
  setDay(addDays(whistled, 5));
  const answer = async (body: string, at: string, by: string, note: string) =>
    call('handings.record', { id: await handingTo(call, 'whistle', body), step: 'answer', note, at, by });
  await answer(CITY, `${addDays(whistled, 1)}T09:20`, '何立新', '两组六人到场，劝离摊点。（演示）');
  await answer(MARKET, `${addDays(whistled, 5)}T15:40`, '王志强', '到场核对食品摊点证照。（演示）');
  await call('handings.hand', {
    ...{ ...here, kind: 'talk', fromBody: '', toBodies: [schoolName], placeText: '' },
    ...{
      matter: '放学组织不到位，护学岗缺岗',
      due: { by: 'moment', moment: `${addDays(whistled, 6)}T10:00` },
    },
  });
  setDay(addDays(whistled, 6));
  const talk = await handingTo(call, 'talk', schoolName);
  await call('handings.record', {
    id: talk,
    step: 'answer',
    note: '学校承诺错峰放学、补齐护学岗。（演示）',
    at: `${addDays(whistled, 6)}T09:55`,
    by: '',
  });
}

async function handingTo(call: Call, kind: string, body: string): Promise<number> {
  const handings = await call('handings.list', { hazardId: null, standing: true });
  const found = handings.find((each) => each.kind === kind && each.toBody === body);
  if (!found) throw new Error(`nothing was handed to ${body}`);
  return found.id;
}

/** YYYY-MM of a quarter. */
function monthsOf(period: Period): readonly [string, string, string] {
  const { from } = periodDates(period);
  const month = (after: number) =>
    `${from.slice(0, 5)}${String(Number(from.slice(5, 7)) + after).padStart(2, '0')}`;
  return [month(0), month(1), month(2)];
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
