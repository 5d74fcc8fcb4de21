import { dayOf } from '#shared/calendar/china-time.ts';
import { dutyPeriods, incidentKinds } from '#shared/contract/facilities.ts';
import { schoolDays } from '#shared/facilities/duty-days.ts';
import type { SurveyAnswer } from '#shared/facilities/gate-provision.ts';
import type { Call } from './call.ts';
import type { XY } from './plane.ts';
import type { Random } from './seeded-choice.ts';
import type { TownSchool } from './town.ts';

/** Of this many schools every one has its gate laid out whole. */
const EVERY = 3;
const INCIDENTS = 46;
const DAYS_BACK = 60;
/** Posts at a gate, and who stands there. */
const posts: readonly (readonly [post: string, body: string])[] = [
  ['校门口', '学校'],
  ['人行横道', '区公安分局'],
  ['等候区', '家长'],
];
/** At this school parents do not come every day. */
const SELDOM = 4;
const seldomDays: readonly number[] = [1, 3, 5];

/** What is arranged at the gates of the town: markings and railings drawn, posts with people, what happened there. */
export async function playGates(
  call: Call,
  schools: readonly TownSchool[],
  people: () => string,
  at: (point: XY) => [number, number],
  random: Random,
  now: Date,
): Promise<void> {
  const ids = new Map((await call('schools.list', {})).map(({ id, name }) => [name, id]));
  for (const [i, school] of schools.entries()) {
    const main = school.gates.find(({ isMain }) => isMain);
    const schoolId = ids.get(school.name);
    if (!main || schoolId === undefined) continue;
    const { gates } = await call('schools.get', { id: schoolId });
    const gateId = gates.find(({ isMain }) => isMain)?.id;
    if (gateId === undefined) continue;
    if (i % EVERY === 0) await layOut(call, main.at, at);
    // At every third school nobody has looked yet.
    if (i % EVERY < seenAt.length) await walkTo(call, gateId, seenAt[i % EVERY] ?? {}, now);
    if (i % 4 === 1)
      await draw(call, '公交站', '演示校门站', { type: 'Point', coordinates: at(shift(main.at, -28, -17)) });
    if (i % 2 === 1) continue;
    await call('gates.savePlan', {
      id: gateId,
      restrictions: '上学 7:10–8:10、放学 16:00–17:30，校门两侧 50 m 禁止机动车停放',
      oneWay: i % 4 === 0 ? '放学时段门前路段由东向西单行' : '',
      waiting: '家长在校门西侧等候区按班级排队，不进入车行道',
      note: '',
    });
    await manPosts(call, gateId, i, people);
  }
  await playIncidents(call, schools, at, random, now);
}

/** What happened before the gates in the last weeks. */
async function playIncidents(
  call: Call,
  schools: readonly TownSchool[],
  at: (point: XY) => [number, number],
  random: Random,
  now: Date,
): Promise<void> {
  for (let i = 0; i < INCIDENTS; i++) {
    const school = schools[random.integer(0, schools.length - 1)];
    const gate = school?.gates[0];
    if (!gate) continue;
    const day = dayOf(new Date(now.getTime() - random.integer(1, DAYS_BACK) * 86_400_000));
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    // Most of it happens on school days, when pupils come and go.
    if (weekday === 0 || weekday === 6) continue;
    const hour = random.next() < 0.45 ? 7 : random.next() < 0.7 ? 16 : random.integer(8, 18);
    await call('incidents.save', {
      id: null,
      kind: incidentKinds[random.next() < 0.5 ? 0 : random.integer(1, 2)] ?? '其他',
      at: `${day}T${String(hour).padStart(2, '0')}:${String(random.integer(0, 5) * 10).padStart(2, '0')}`,
      position: at(shift(gate.at, random.integer(-60, 60), random.integer(-16, -8))),
      note: '演示',
    });
  }
}

/** Puts people to the posts of a gate, morning and afternoon. */
async function manPosts(call: Call, gateId: number, place: number, people: () => string): Promise<void> {
  const own = posts.slice(0, place % 4 === 0 ? 3 : 2);
  const standing = dutyPeriods.flatMap((period) =>
    own.map(([post, body]) => ({ period, post, body, person: people() })),
  );
  for (const { period, post, body, person } of standing) {
    // Who stands there in the other half of the day stands in; parents have nobody.
    const other = standing.find((each) => each.post === post && each.period !== period);
    await call('duties.save', {
      id: null,
      gateId,
      period,
      post,
      body,
      person,
      phone: '',
      from: period === '上学' ? '07:10' : '16:00',
      until: period === '上学' ? '08:10' : '17:30',
      weekdays: [...(post === '等候区' && place === SELDOM ? seldomDays : schoolDays)],
      substitute: body === '家长' ? '' : (other?.person ?? ''),
      substitutePhone: '',
    });
  }
}

/** What people saw who walked to the gate of a school that is laid out, and of one that is not. */
const seenAt: readonly Readonly<Record<string, SurveyAnswer>>[] = [
  {
    warning_sign: '有',
    speed_sign: '有',
    no_stopping: '有',
    hard_barrier: '有',
    waiting_area: '没有',
    calming: '有',
    camera: '有',
    lighting: '有',
  },
  {
    warning_sign: '有',
    speed_sign: '没有',
    no_stopping: '没有',
    waiting_area: '没有',
    calming: '没有',
    camera: '损坏',
    lighting: '有',
  },
];
const WALKED_DAYS_BACK = 20;

async function walkTo(
  call: Call,
  gateId: number,
  answers: Readonly<Record<string, SurveyAnswer>>,
  now: Date,
): Promise<void> {
  const surveyedOn = dayOf(new Date(now.getTime() - WALKED_DAYS_BACK * 86_400_000));
  await call('gates.survey', {
    gateId,
    surveyedOn,
    surveyors: '演示核对人',
    answers: { ...answers },
    note: '',
  });
}

/** Markings before the gate and a railing along the kerb. */
async function layOut(call: Call, gate: XY, at: (point: XY) => [number, number]): Promise<void> {
  const corner = (dx: number, dy: number) => at(shift(gate, dx, dy));
  await draw(call, '禁停网状线', '', {
    type: 'Polygon',
    coordinates: [[corner(-7, -9), corner(7, -9), corner(7, -17), corner(-7, -17), corner(-7, -9)]],
  });
  await draw(call, '隔离护栏', '', { type: 'LineString', coordinates: [corner(-40, -7), corner(-9, -7)] });
  await draw(call, '减速带', '', { type: 'LineString', coordinates: [corner(30, -9), corner(30, -18)] });
  await draw(call, '照明', '', { type: 'Point', coordinates: corner(-12, -8) });
}

async function draw(call: Call, kind: string, name: string, geometry: GeoJSON.Geometry): Promise<void> {
  await call('places.save', {
    table: 'facilities',
    id: null,
    values: { kind, name, state: '完好', body: '区公安分局' },
    geometry,
  });
}

function shift([x, y]: XY, dx: number, dy: number): XY {
  return [x + dx, y + dy];
}
