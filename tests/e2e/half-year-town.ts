import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { callsTo } from '../support/calls.ts';

const frame = localFrame([116.4, 39.9]);
export const place = (x: number, y: number) => frame.toLngLat([x, y]);

/** The morning on which the half-year begins: a Monday. */
export const BEGIN = '2026-03-02T09:00';

export const schools = [
  '东街',
  '西街',
  '南街',
  '北街',
  '河东',
  '河西',
  '桥头',
  '庙前',
  '新村',
  '东湖',
  '西湖',
  '南湖',
].map((name, i) => ({
  name: `${name}${i % 4 === 3 ? '幼儿园' : '小学'}`,
  x: (i % 4) * 1500,
  y: Math.floor(i / 4) * 1500,
}));

/** Twelve schools in two towns and some venues at the first of them, with the rule pack whose document asks for a report each week. */
export async function layHalfYearTown(folder: string): Promise<string> {
  const directory = join(folder, '工作区');
  const now = new Date(`${BEGIN}:00+08:00`);
  await createWorkspace({ directory, name: '某区', pack: 'shanghai-minhang', now });
  const service = new DataService({ now: () => now });
  await service.open(directory);
  const call = callsTo(service);
  const load = async (as: ImportKind, name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    await call('import.run', { token: service.files.register(path), as, crs: 'wgs84', map: {} });
  };
  const at = (x: number, y: number) =>
    place(x, y)
      .map((degree) => degree.toFixed(7))
      .join(',');
  await load('regions', 'regions.geojson', JSON.stringify({ type: 'FeatureCollection', features: towns }));
  await load(
    'schools',
    'schools.csv',
    [
      '学校名称,学段,经度,纬度',
      ...schools.map(({ name, x, y }) => `${name},${name.endsWith('小学') ? '小学' : '幼儿园'},${at(x, y)}`),
    ].join('\n'),
  );
  await load(
    'venues',
    'venues.csv',
    [
      '名称,类别,地址,统一社会信用代码,经度,纬度,成立日期',
      `极速网吧,网吧,东街1号,91110115MA00000018,${at(60, -60)},2023-05-01`,
      `星光KTV,KTV,东街2号,91110115MA00000043,${at(120, 40)},2023-05-01`,
    ].join('\n'),
  );
  await service.close();
  return directory;
}

const towns = ['东镇', '西镇'].map((name, i): GeoJSON.Feature => {
  const [west, east] = [i === 0 ? -1000 : 2250, i === 0 ? 2250 : 6000];
  const ring = [
    place(west, -1000),
    place(east, -1000),
    place(east, 4500),
    place(west, 4500),
    place(west, -1000),
  ];
  const coordinates = [ring.map(([lng, lat]) => [lng, lat])];
  return {
    type: 'Feature',
    properties: { name, level: '镇街' },
    geometry: { type: 'Polygon', coordinates },
  };
});

const columns = [
  ...['工单编号', '隐患描述', '学校', '隐患类别', '隐患等级', '发现日期', '整改期限', '整改状态', '责任单位'],
  ...['责任人', '隐患来源'],
];
type Line = readonly [source: string, description: string, school: number, state: string];

/** What others than the schools say, as an office keeps it: twenty lines of seven sources, six of them not verified. */
const lines: readonly Line[] = [
  ['社区网格', '门前巷道堆放建材', 0, '整改中'],
  ['社区网格', '墙外电线裸露', 1, '整改中'],
  ['社区网格', '树枝压到围墙', 2, '销号'],
  ['社区网格', '有人反映的堆物', 0, '待核实'],
  ['派出所巡逻', '校门口夜间摊点', 0, '交办'],
  ['派出所巡逻', '路口斗殴苗头', 4, '整改中'],
  ['派出所巡逻', '放学时段机动车逆行', 5, '销号'],
  ['12345热线', '市民反映摊点油烟', 0, '待核实'],
  ['12345热线', '市民反映井盖缺失', 6, '待核实'],
  ['12345热线', '市民反映噪声', 7, '待核实'],
  ['12345热线', '人行道破损', 8, '整改中'],
  ['部门移送', '培训机构无消防手续', 9, '整改中'],
  ['部门移送', '食品店超范围经营', 3, '销号'],
  ['部门移送', '工地渣土车绕行校门', 10, '整改中'],
  ['舆情', '网传校门口兜售电子烟', 1, '待核实'],
  ['舆情', '网传有人尾随学生', 11, '待核实'],
  ['上级督查', '护学岗缺岗', 2, '整改中'],
  ['上级督查', '防冲撞设施不足', 4, '整改中'],
  ['上年结转', '围墙开裂未修', 5, '整改中'],
  ['上年结转', '变压器离校门过近', 8, '整改中'],
];

/** The same as a workbook. */
export function writeLedger(path: string): void {
  const rows = lines.map(([source, description, school, state], i) => [
    ...[`T-${i + 1}`, description, schools[school]?.name ?? '', '校园周边治安环境', '一般'],
    ...[source === '上年结转' ? '2025-12-10' : '2026-03-12', state === '待核实' ? '' : '2026-05-20', state],
    ...(state === '待核实' ? ['', ''] : ['区城管执法局', '程某']),
    source,
  ]);
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([columns, ...rows]), '台账');
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }));
}

/** What eight of the schools find about themselves; the others find nothing. */
export const ownHazards: readonly string[] = Array.from(
  { length: 8 },
  (_, i) =>
    [
      '灭火器过期',
      '疏散通道堆物',
      '监控黑屏',
      '围栏松动',
      '插座烧蚀',
      '应急灯不亮',
      '实验药品未锁',
      '大门闭合不严',
    ][i] ?? '',
);
