import type { InputOf } from '#shared/contract/contract.ts';
import type { Provision } from '#shared/facilities/gate-provision.ts';
import { onSchoolDays } from '../duty.ts';
import { type CommandName, firstOf, freeVenues, type InputsOf, type TownInUse } from './town-in-use.ts';
import { SPOT, square } from './town-spots.ts';

type Area =
  | 'places'
  | 'gates'
  | 'schools'
  | 'venues'
  | 'tables'
  | 'review'
  | 'locating'
  | 'duplicates'
  | 'queues'
  | 'surveys'
  | 'licences'
  | 'findings'
  | 'packs'
  | 'provisions'
  | 'gaps'
  | 'duties'
  | 'incidents';

/** Out of the town. */
const FAR: [number, number] = [116.46, 39.62];

/** Commands about places, rules and what is arranged at gates. */
export const placeCommands: InputsOf<Extract<CommandName, `${Area}.${string}`>> = {
  'gates.save': [
    async (town) => ({
      id: null,
      schoolId: await town.last('schools'),
      name: '新门',
      isMain: true,
      position: SPOT,
      positionSource: 'surveyed',
      frontage: null,
      band: null,
    }),
    async ({ call }) => {
      const { schoolId } = await worst(call);
      const {
        id,
        name,
        isMain,
        position: [lng, lat],
      } = firstOf((await call('schools.get', { id: schoolId })).gates);
      return {
        id,
        schoolId,
        name,
        isMain,
        position: [lng + 0.0004, lat],
        positionSource: 'surveyed',
        frontage: null,
        band: null,
      };
    },
  ],
  'gates.savePlan': [
    async (town) => ({
      id: await town.last('gates'),
      restrictions: '限时',
      oneWay: '单行',
      waiting: '分区',
      note: '',
    }),
  ],
  'schools.saveCampus': [
    async ({ call }) => ({
      schoolId: (await worst(call)).schoolId,
      campus: [[square(SPOT, 0.001)]],
      source: 'imagery',
    }),
  ],
  'places.save': [
    () => ({
      table: 'venues',
      id: null,
      values: { name: '新风网吧', category: 'internet_cafe' },
      geometry: { type: 'Point', coordinates: SPOT },
    }),
    async ({ call }) => ({
      table: 'venues',
      id: (await worst(call)).venueId,
      values: { name: '改名网吧' },
      geometry: null,
    }),
    () => ({
      table: 'schools',
      id: null,
      values: { name: '新学校', stage: '小学' },
      geometry: { type: 'Point', coordinates: SPOT },
    }),
    () => ({
      table: 'facilities',
      id: null,
      values: { kind: '减速带', name: '新减速带' },
      geometry: { type: 'Point', coordinates: SPOT },
    }),
    () => ({
      table: 'roads',
      id: null,
      values: { name: '新路', class: 'residential' },
      geometry: { type: 'LineString', coordinates: [SPOT, [116.404, 39.593]] },
    }),
    () => ({
      table: 'regions',
      id: null,
      values: { name: '新社区', level: '社区' },
      geometry: { type: 'Polygon', coordinates: [square(SPOT, 0.002)] },
    }),
    () => ({
      table: 'troubleSpots',
      id: null,
      values: { name: '新乱点', problem: '占道经营', foundOn: '2026-01-05' },
      geometry: { type: 'Polygon', coordinates: [square(SPOT, 0.002)] },
    }),
  ],
  'places.remove': [
    ...(['venues', 'facilities', 'roads', 'regions', 'troubleSpots'] as const).map(
      (table) => async (town: TownInUse) => ({
        table,
        id: await town.last(table),
      }),
    ),
    // Its gate goes along.
    async (town) => {
      const id = await town.last('schools');
      const gate = { id: null, schoolId: id, name: '新门', isMain: true, frontage: null, band: null };
      await town.call('gates.save', { ...gate, position: SPOT, positionSource: 'imagery' });
      return { table: 'schools', id };
    },
  ],
  'gates.remove': [
    async ({ call }) => {
      const { schoolId, venuePosition: position } = await worst(call);
      const gate = { id: null, schoolId, name: '拟删门', isMain: false, frontage: null, band: null };
      return await call('gates.save', { ...gate, position, positionSource: 'imagery' });
    },
  ],
  'venues.savePosition': [
    async ({ call }) => ({ id: (await worst(call)).venueId, position: SPOT, source: 'surveyed' }),
  ],
  'tables.edit': [
    async ({ call }) => ({ table: 'venues', ids: [(await worst(call)).venueId], values: { status: '注销' } }),
    async ({ call }) => ({
      table: 'venues',
      ids: [(await worst(call)).venueId],
      values: { furtherKinds: 'tobacco' },
    }),
    async ({ call }) => ({
      table: 'schools',
      ids: [(await worst(call)).schoolId],
      values: { stage: '高中', address: '试验路9号' },
    }),
    async (town) => ({ table: 'gates', ids: [await town.last('gates')], values: { name: '改名门' } }),
    async (town) => ({
      table: 'facilities',
      ids: [await town.last('facilities')],
      values: { state: '损坏' },
    }),
  ],
  'review.decide': [async ({ call }) => ({ ids: [(await worst(call)).venueId], category: 'other' })],
  'review.decideAlike': [
    async ({ call }) => {
      // The gravest is decided otherwise than it is, so that what is found of it changes.
      const { reason, category, consequence } = firstOf((await call('review.queue', {})).venues);
      const worst = consequence?.category ?? 'internet_cafe';
      return { reason, category, decided: worst === category ? 'other' : worst };
    },
  ],
  'review.setKind': [
    async ({ call }) => ({ ids: [(await worst(call)).venueId], category: 'tobacco', isOfKind: true }),
  ],
  'review.setKindAlike': [async (town) => ({ ...(await doubtBeside(town)), isOfKind: true })],
  'review.decideEach': [
    async ({ call }) => {
      const { venueId } = await worst(call);
      const { reason, category } = firstOf((await call('review.queue', {})).venues);
      return {
        decisions: [
          { ids: [venueId], category: 'other' },
          { alike: { reason, category }, category: category === 'ktv' ? 'other' : 'ktv' },
        ],
      };
    },
    async (town) => {
      const alike = await doubtBeside(town);
      return { decisions: [{ alike, category: alike.category, isOfKind: true }] };
    },
  ],
  'review.reclassify': [
    async (town) => {
      await judgeByOldWords(town);
      return {};
    },
  ],
  'review.saveWording': [() => ({ field: 'name', text: '超市', category: 'internet_cafe' })],
  'review.removeWording': [async (town) => ({ id: await town.last('wordings') })],
  'review.removeAdoption': [
    async (town) => {
      const list = '名称,类别,地址,经度,纬度\n秋藤,T7,试验路51号,116.4021,39.5891\n';
      const adoption = { column: '类别', field: 'listed', value: 'T7', category: 'internet_cafe' } as const;
      await town.call('import.run', {
        ...{ token: town.file('代码.csv', list), as: 'venues', crs: 'wgs84', map: {} },
        adoptions: [{ ...adoption, as: 'all' }],
      });
      return { id: await town.last('adoptions') };
    },
  ],
  'review.setStage': [async ({ call }) => ({ ids: [(await worst(call)).schoolId], stage: '高校' })],
  'locating.placeSure': [() => ({})],
  'locating.saveGeocoder': [() => ({ provider: 'amap', key: 'k', city: '京', perSecond: 3 })],
  'locating.setElsewhere': [async (town) => ({ ids: [(await unplaced(town)).id], isElsewhere: true })],
  'locating.keepAnswers': [
    async (town) => {
      const { id, address } = await unplaced(town);
      return { answers: [{ id, address, level: '区县', position: null, source: null }] };
    },
    async (town) => {
      const { id, address } = await unplaced(town);
      return { answers: [{ id, address, level: '门牌号', position: SPOT, source: 'street_number' }] };
    },
  ],
  'locating.place': [
    async ({ call }) => ({
      places: [{ id: (await worst(call)).venueId, position: FAR, source: 'imagery' }],
      byHand: true,
    }),
  ],
  'duplicates.merge': [mergeOf],
  'duplicates.part': [async (town) => ({ mergeId: await town.last('merges') })],
  'duplicates.keepApart': [
    async (town) => {
      const [firstId = 0, secondId = 0] = await freeVenues(town);
      return { firstId, secondId };
    },
  ],
  'queues.decide': [
    async (town) => {
      const [firstId = 0, secondId = 0, id = 0] = (await freeVenues(town)).slice(-3);
      return {
        decisions: [
          { kind: 'place', id: firstId, position: FAR, source: 'imagery', byHand: true },
          { kind: 'elsewhere', id },
          { kind: 'merge', ...(await mergeOf(town)) },
          { kind: 'apart', firstId, secondId },
        ],
      };
    },
  ],
  'surveys.record': [
    async (town) => {
      const { schoolId, venueId } = await worst(town.call);
      return surveyOf(town, schoolId, venueId);
    },
  ],
  'licences.save': [
    ({ today }) => ({ ...licence, validUntil: today }),
    async (town) => ({ ...licence, id: await town.last('licences'), number: 'JY2' }),
    // One that says what else the venue is.
    async ({ call }) => ({
      ...{ ...licence, number: 'WB9', kind: '互联网上网服务营业许可证' },
      venueId: firstOf(
        (await call('findings.list', {})).filter(({ category }) => category !== 'internet_cafe'),
      ).venueId,
    }),
  ],
  'licences.strike': [
    async (town) => ({ id: await town.last('licences'), reason: '已注销' }),
    async (town) => ({ id: await town.last('licences'), reason: '' }),
  ],
  'surveys.withdraw': [async (town) => ({ id: await town.last('surveys'), reason: '量错了' })],
  'findings.recompute': [() => ({ method: 'straight' }), () => ({})],
  'provisions.keep': [() => ({ title: '留存' })],
  'gaps.plan': [async ({ call }) => await gap(call)],
  'gaps.toHazard': [
    async ({ call, today }) => ({
      ...(await gap(call)),
      responsibleBody: '公安分局',
      responsiblePerson: '何某',
      dueOn: today,
    }),
  ],
  'gates.survey': [
    async ({ call, today }) => ({
      gateId: (await unsurveyed(call)).gateId,
      surveyedOn: today,
      surveyors: '张三、李四',
      answers: { [(await unsurveyed(call)).requirementId]: '没有' },
      note: '',
    }),
  ],
  'duties.save': [
    async (town) => ({
      id: null,
      gateId: await town.last('gates'),
      period: '上学',
      post: '校门口',
      body: '学校',
      person: '王某',
      phone: '',
      from: '07:10',
      until: '08:10',
      ...onSchoolDays,
    }),
  ],
  'duties.remove': [async (town) => ({ id: await town.last('duties') })],
  'incidents.save': [
    ({ today }) => ({ id: null, kind: '乱停', at: `${today}T07:30`, position: SPOT, note: '' }),
  ],
  'incidents.remove': [async (town) => ({ id: await town.last('incidents') })],
  'packs.copy': [async ({ call }) => ({ id: (await call('workspace.describe', {})).pack.id, title: '自定' })],
  'packs.save': [
    async ({ call }) => {
      const { pack } = await call('packs.get', { id: (await call('workspace.describe', {})).pack.id });
      const { safetyZone, gateZone } = pack;
      return {
        pack: {
          ...pack,
          coordinator: '试验领导小组',
          safetyZone: { ...safetyZone, distance: safetyZone.distance + 30 },
          gateZone: { ...gateZone, distance: gateZone.distance + 10 },
          rules: pack.rules.map((rule) =>
            rule.distance === null ? rule : { ...rule, distance: rule.distance + 40 },
          ),
        },
      };
    },
  ],
  'packs.use': [() => ({ id: 'jiangsu-changzhou' })],
  'packs.remove': [
    async ({ call }) => ({ id: firstOf((await call('packs.list', {})).filter(({ origin }) => origin)).id }),
  ],
  // Last: what is closed here, others move, rename and decide before.
  'venues.end': [
    async (town) => ({ id: firstOf(await freeVenues(town)), how: 'removed', reason: '录错' }),
    async ({ call }) => ({ id: (await worst(call)).venueId, how: 'closed', reason: '现场核实已关门' }),
  ],
};

/** Of the first venue, which stays. */
const licence = {
  id: null,
  venueId: 1,
  number: 'JY1',
  kind: '食品经营许可证',
  holder: '',
  validFrom: null,
  validUntil: null,
  unlimited: false,
};

/** A distance of 320 m that two officers measured. */
export function surveyOf(
  { today }: Pick<TownInUse, 'today'>,
  schoolId: number,
  venueId: number,
): InputOf<'surveys.record'> {
  return {
    schoolId,
    venueId,
    gateId: null,
    method: 'straight',
    fromText: '校园南墙',
    toText: '正门',
    segments: [{ from: '校园南墙', to: '正门', metres: 320 }],
    instrument: 'tape',
    instrumentNumber: 'JL-1',
    sigma: 0.1,
    surveyedAt: `${today}T08:00`,
    officers: [
      { name: '张三', certificate: 'A1', agency: '公安分局' },
      { name: '李四', certificate: 'A2', agency: '区市场监督管理局' },
    ],
    witness: '',
    note: '',
  };
}

/** The gravest finding: its venue and its school. */
/** A venue that an older program took for nothing governed; what is found of it today is gone. */
async function judgeByOldWords({ service }: TownInUse): Promise<void> {
  const { writer } = service.workspace.database;
  const { venueId } = await writer
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .select('venueId')
    .where('severity', '=', 'violation')
    .where('held', 'not like', '%category%')
    .executeTakeFirstOrThrow();
  const old = { category: 'other', categoryScore: 0.5, categoryReason: '以前的用词' };
  await writer.updateTable('venues').set(old).where('id', '=', venueId).execute();
  await writer.deleteFrom('findings').where('venueId', '=', venueId).execute();
}

/** A venue that is only supervised, and whose list speaks of another kind that would be forbidden there. */
async function doubtBeside({ service }: TownInUse): Promise<{ reason: string; category: string }> {
  const { writer } = service.workspace.database;
  const { id } = await writer
    .selectFrom('findings')
    .innerJoin('venues', 'venues.id', 'findings.venueId')
    .select('venues.id')
    .where('severity', '=', 'supervised')
    .where('isPrimary', '=', 1)
    .where('categoryScore', '>', 0.6)
    .executeTakeFirstOrThrow();
  const doubt = { kind: 'ktv', score: 0.5, reason: '只有经营范围含“歌舞”，需人工复核', by: 'words' };
  const furtherKinds = JSON.stringify([doubt]);
  await writer.updateTable('venues').set({ furtherKinds }).where('id', '=', id).execute();
  return { reason: doubt.reason, category: doubt.kind };
}

async function worst(call: TownInUse['call']) {
  return firstOf(await call('findings.list', {}));
}

/** Two venues that become one; the one that goes has visits, hazards, a survey, a comment and a paper. */
export async function mergeOf(town: TownInUse): Promise<InputOf<'duplicates.merge'>> {
  const hazards = await town.call('hazards.list', {});
  const venueId = firstOf(hazards.filter((hazard) => hazard.venueId !== null)).venueId ?? 0;
  const { writer } = town.service.workspace.database;
  const known = await writer.selectFrom('surveys').select('id').where('venueId', '=', venueId).execute();
  // Under another pack later on, those who survey here might not: what was surveyed goes from venue to venue.
  if (known.length === 0)
    await town.call('surveys.record', surveyOf(town, (await worst(town.call)).schoolId, venueId));
  await town.call('comments.add', { about: { kind: 'venue', id: venueId }, text: '与隔壁是同一家' });
  const { count } = await writer
    .selectFrom('papers')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const first = 1000 + count;
  await town.call('papers.enter', {
    ...{ code: '试合法', year: 2026, first, last: first, title: '另行出具的通知', note: '' },
  });
  const paper = await town.last('papers');
  await writer.updateTable('papers').set({ venueId }).where('id', '=', paper).execute();
  return { keptId: firstOf(await freeVenues(town)), removedId: venueId, values: 'kept' };
}

async function unplaced({ call }: TownInUse) {
  return firstOf((await call('locating.list', {})).rows);
}

/** A gap that nothing answers yet. */
async function gap(call: TownInUse['call']) {
  return await unanswered(call, 'missing');
}

/** Something at a gate that nobody looked for. */
async function unsurveyed(call: TownInUse['call']) {
  return await unanswered(call, 'unsurveyed');
}

async function unanswered(
  call: TownInUse['call'],
  wanted: Provision,
): Promise<{ gateId: number; requirementId: string }> {
  const schools = await call('provisions.matrix', {});
  const open = schools.flatMap(({ gates }) =>
    gates.flatMap(({ gateId, cells }) =>
      cells
        .filter(
          ({ provision, hazardId, plannedId }) =>
            provision === wanted && hazardId === null && plannedId === null,
        )
        .map(({ requirementId }) => ({ gateId, requirementId })),
    ),
  );
  return firstOf(open);
}
