import type { InputOf } from '#shared/contract/contract.ts';
import type { ImportAs } from '#shared/contract/import.ts';
import { type CommandName, firstOf, freeVenues, type InputsOf, type TownInUse } from './town-in-use.ts';

type Area =
  | 'import'
  | 'presets'
  | 'places'
  | 'gates'
  | 'schools'
  | 'venues'
  | 'tables'
  | 'review'
  | 'locating'
  | 'duplicates'
  | 'surveys'
  | 'findings'
  | 'packs'
  | 'provisions'
  | 'gaps'
  | 'duties'
  | 'incidents';

/** The middle of the town's map. */
const SPOT: [number, number] = [116.402, 39.59];

/** Commands about places, rules and what is arranged at gates. */
export const placeCommands: InputsOf<Extract<CommandName, `${Area}.${string}`>> = {
  'presets.save': [
    () => ({
      id: '自用名单',
      title: '自用名单',
      as: 'venues',
      columns: ['名称', '类别', '地址', '经度', '纬度'],
      map: { name: '名称' },
    }),
  ],
  'presets.take': [
    (town) => ({
      token: town.file(
        'p.json',
        JSON.stringify({
          id: '别处名单',
          title: '别处名单',
          as: 'venues',
          columns: ['丙列'],
          map: { name: '丙列' },
        }),
      ),
    }),
  ],
  'presets.remove': [() => ({ id: '自用名单' })],
  'import.run': [
    (town) =>
      list(
        town,
        'venues',
        '名称,类别,地址,经度,纬度,成立日期\n试验网咖,,试验路30号,116.4021,39.5890,2020-01-01\n试验游艺厅,游艺,试验路31号,,,2020-01-01\n试验饭馆,餐饮,试验路32号,116.40260,39.58930,2020-01-01\n试验饭馆,餐饮,试验路32号甲,116.40262,39.58931,2020-01-01\n悦来酒店投资管理,,试验路33号,116.4029,39.5895,2020-01-01\n',
      ),
    (town) =>
      list(
        town,
        'venues',
        '名称,类别,地址,经度,纬度,成立日期\n试验网咖,网吧,试验路30号,116.4022,39.5891,2020-01-01\n',
      ),
    (town) =>
      list(
        town,
        'schools',
        '学校名称,学段,地址,经度,纬度\n试验学校,,试验路1号,116.4010,39.5900\n试验小学,小学,试验路2号,116.4030,39.5905\n',
      ),
    (town) => list(town, 'gates', '校门名称,所属学校,经度,纬度,主门\n试验门,试验小学,116.4031,39.5905,是\n'),
    (town) =>
      shapes(
        town,
        'campuses',
        { 名称: '试验小学', 学段: '小学' },
        { type: 'Polygon', coordinates: [square(SPOT, 0.001)] },
      ),
    (town) => list(town, 'facilities', '种类,名称,经度,纬度\n减速带,试验减速带,116.4032,39.5906\n'),
    (town) =>
      shapes(
        town,
        'roads',
        { 名称: '试验路', highway: 'residential' },
        { type: 'LineString', coordinates: [SPOT, [116.406, 39.59]] },
      ),
    (town) =>
      shapes(
        town,
        'regions',
        { 名称: '试验社区', 种类: '社区' },
        { type: 'Polygon', coordinates: [square(SPOT, 0.004)] },
      ),
    (town) => list(town, 'addresses', '地址,经度,纬度\n试验路31号,116.4025,39.5892\n'),
    (town) =>
      list(
        town,
        'auto',
        '名称,类别,地址,经度,纬度\n混合小学,科教文化服务;学校;小学,试验路5号,116.4045,39.5910\n混合网吧,网吧,试验路6号,116.4046,39.5912\n',
      ),
  ],
  'import.undo': [() => ({})],
  'import.keepOpen': [async (town) => ({ venueIds: (await freeVenues(town)).slice(0, 1) })],
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
  ],
  'places.remove': (['venues', 'schools', 'facilities', 'roads', 'regions'] as const).map(
    (table) => async (town: TownInUse) => ({ table, id: await town.last(table) }),
  ),
  'gates.remove': [
    async (town) => {
      const { id } = await town.call('gates.save', {
        id: null,
        schoolId: await town.last('schools'),
        name: '拟删门',
        isMain: false,
        position: SPOT,
        positionSource: 'imagery',
        frontage: null,
        band: null,
      });
      return { id };
    },
  ],
  'venues.savePosition': [
    async ({ call }) => ({ id: (await worst(call)).venueId, position: SPOT, source: 'surveyed' }),
  ],
  'tables.edit': [
    async ({ call }) => ({ table: 'venues', ids: [(await worst(call)).venueId], values: { status: '注销' } }),
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
  'review.decide': [async (town) => ({ ids: (await freeVenues(town)).slice(0, 2), category: 'ktv' })],
  'review.saveWording': [() => ({ field: 'name', text: '超市', category: 'internet_cafe' })],
  'review.removeWording': [async (town) => ({ id: await town.last('wordings') })],
  'review.setStage': [async ({ call }) => ({ ids: [(await worst(call)).schoolId], stage: '小学' })],
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
  'locating.placeSure': [() => ({})],
  'locating.place': [
    async (town) => ({
      places: [{ id: firstOf(await freeVenues(town)), position: SPOT, source: 'imagery' }],
      byHand: true,
    }),
  ],
  'duplicates.merge': [
    async (town) => {
      const [keptId = 0, removedId = 0] = await freeVenues(town);
      return { keptId, removedId, values: 'kept' };
    },
  ],
  'duplicates.part': [async (town) => ({ mergeId: await town.last('merges') })],
  'duplicates.keepApart': [
    async (town) => {
      const [firstId = 0, secondId = 0] = await freeVenues(town);
      return { firstId, secondId };
    },
  ],
  'surveys.record': [
    async ({ call, today }) => {
      const { schoolId, venueId } = await worst(call);
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
    },
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
};

let lists = 0;

function list(town: TownInUse, as: ImportAs, content: string, ending = 'csv'): InputOf<'import.run'> {
  return { token: town.file(`${++lists}-${as}.${ending}`, content), as, crs: 'wgs84', map: {} };
}

function shapes(
  town: TownInUse,
  as: ImportAs,
  properties: Record<string, string>,
  geometry: object,
): InputOf<'import.run'> {
  const features = [{ type: 'Feature', properties, geometry }];
  return list(town, as, JSON.stringify({ type: 'FeatureCollection', features }), 'geojson');
}

function square([west, south]: [number, number], side: number): [number, number][] {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
}

/** The gravest finding: its venue and its school. */
async function worst(call: TownInUse['call']) {
  return firstOf(await call('findings.list', {}));
}

async function unplaced({ call }: TownInUse) {
  return firstOf((await call('locating.list', {})).rows);
}

/** A gap that nothing answers yet. */
async function gap(call: TownInUse['call']): Promise<{ gateId: number; requirementId: string }> {
  const schools = await call('provisions.matrix', {});
  const open = schools.flatMap(({ gates }) =>
    gates.flatMap(({ gateId, cells }) =>
      cells
        .filter(
          ({ provision, hazardId, plannedId }) =>
            provision === 'missing' && hazardId === null && plannedId === null,
        )
        .map(({ requirementId }) => ({ gateId, requirementId })),
    ),
  );
  return firstOf(open);
}
