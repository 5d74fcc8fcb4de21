import type { InputOf } from '#shared/contract/contract.ts';
import type { ImportAs } from '#shared/contract/import.ts';
import type { CommandName, InputsOf, TownInUse } from './town-in-use.ts';
import { SPOT, square } from './town-spots.ts';

const VENUES = '名称,类别,地址,经度,纬度,成立日期\n';
const OTHER_VENUES = `悦来会所,,试验路33号,116.4029,39.5895,2020-01-01
试验游艺厅,游艺,试验路31号,,,2020-01-01
试验台球厅,游艺,试验路35号,,,2020-01-01
试验舞厅,歌舞,试验路36号,,,2020-01-01
试验饭馆,餐饮,试验路32号,116.40260,39.58930,2020-01-01
试验饭馆,餐饮,试验路32号甲,116.40262,39.58931,2020-01-01
`;

/** Commands about lists and their presets. */
export const listCommands: InputsOf<Extract<CommandName, `${'import' | 'presets'}.${string}`>> = {
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
    (town) => ledger(town, '围栏松动'),
    (town) =>
      list(town, 'venues', `${VENUES}试验网咖,,试验路30号,116.4021,39.5890,2020-01-01\n${OTHER_VENUES}`),
    // 悦来会所 is missing from the second list, and the place of 试验网咖 is another one.
    (town) =>
      list(
        town,
        'venues',
        `${VENUES}试验网咖,网吧,试验路30号,116.4022,39.5891,2020-01-01\n${OTHER_VENUES.split('\n').slice(1).join('\n')}`,
      ),
    (town) => ({
      ...list(town, 'venues', `${VENUES}后判网吧,网吧,试验路40号,116.4024,39.5893,2020-01-01\n`),
      recheck: false,
    }),
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
    // A code that nothing explains is taken for a kind.
    (town) => ({
      ...list(town, 'venues', '名称,类别,地址,经度,纬度\n青藤,T7,试验路50号,116.4021,39.5891\n'),
      adoptions: [{ column: '类别', field: 'listed', value: 'T7', category: 'internet_cafe', as: 'all' }],
    }),
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
  'import.undo': [
    (town) => imported(town, ledger(town, '灭火器过期')),
    () => ({}),
    (town) =>
      imported(
        town,
        list(town, 'gates', '校门名称,所属学校,经度,纬度,主门\n撤销门,试验小学,116.4036,39.5903,否\n'),
      ),
    (town) =>
      imported(town, list(town, 'facilities', '种类,名称,经度,纬度\n减速带,撤销减速带,116.4040,39.5901\n')),
    (town) =>
      imported(
        town,
        shapes(
          town,
          'roads',
          { 名称: '撤销路', highway: 'residential' },
          { type: 'LineString', coordinates: [SPOT, [116.406, 39.594]] },
        ),
      ),
    (town) =>
      imported(
        town,
        shapes(
          town,
          'regions',
          { 名称: '撤销社区', 种类: '社区' },
          { type: 'Polygon', coordinates: [square(SPOT, 0.002)] },
        ),
      ),
    (town) => imported(town, list(town, 'addresses', '地址,经度,纬度\n试验路99号,116.4025,39.5892\n')),
  ],
  'import.keepOpen': [
    async ({ service }) => {
      const { reader } = service.workspace.database;
      const vanished = reader.selectFrom('venues').select('id').where('vanishedIn', 'is not', null);
      return { venueIds: (await vanished.execute()).map(({ id }) => id) };
    },
  ],
};

let lists = 0;

function list(town: TownInUse, as: ImportAs, content: string, ending = 'csv'): InputOf<'import.run'> {
  return { token: town.file(`${++lists}-${as}.${ending}`, content), as, crs: 'wgs84', map: {} };
}

/** A ledger of one hazard, as a school keeps it. */
function ledger(town: TownInUse, what: string): InputOf<'import.run'> {
  return list(
    town,
    'hazards',
    `排查时间,学校,隐患部位,隐患名称,隐患等级,完成时限,责任部门,来源\n2026-10-07,试验小学,东墙,${what},一般,2026-12-31,,督导检查\n`,
  );
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

/** Imports a list; the input that takes the last import back. */
async function imported({ call }: TownInUse, input: InputOf<'import.run'>): Promise<InputOf<'import.undo'>> {
  await call('import.run', input);
  return {};
}
