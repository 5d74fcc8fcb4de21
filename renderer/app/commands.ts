import type { ProcedureName } from '#shared/contract/contract.ts';
import { goTo } from '../routes/navigation.ts';
import { linkTo, type Route } from '../routes/routes.ts';

/** A command that can be carried out from any screen; it is found by its title or the title's initials. */
export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  /** The first pinyin letter of each character of the title. */
  readonly initials: string;
  /** A procedure of what it leads to: it is found by those who may call it. */
  readonly to: ProcedureName;
  readonly run: () => void;
}

const command = ({
  route,
  ...rest
}: Omit<PaletteCommand, 'id' | 'run'> & { readonly route: Route }): PaletteCommand => ({
  ...rest,
  id: linkTo(route),
  run: () => goTo(route),
});

const paletteCommands: readonly PaletteCommand[] = [
  command({ title: '打开总览', initials: 'dkzl', to: 'overview.get', route: { name: 'overview' } }),
  command({ title: '查看变化', initials: 'ckbh', to: 'overview.changes', route: { name: 'changes' } }),
  command({ title: '打开地图', initials: 'dkdt', to: 'map.tile', route: { name: 'map' } }),
  command({ title: '导入名单', initials: 'drmd', to: 'import.run', route: { name: 'import' } }),
  command({
    title: '待定位的场所',
    initials: 'ddwdcs',
    to: 'review.queue',
    route: { name: 'settle', what: 'locating' },
  }),
  command({
    title: '复核类别',
    initials: 'fhlb',
    to: 'review.queue',
    route: { name: 'settle', what: 'review' },
  }),
  command({
    title: '学段待定的学校',
    initials: 'xdddxx',
    to: 'review.queue',
    route: { name: 'settle', what: 'stages' },
  }),
  command({
    title: '疑似重复的场所',
    initials: 'yscfdcs',
    to: 'review.queue',
    route: { name: 'settle', what: 'duplicates' },
  }),
  command({ title: '联合整治', initials: 'lhzz', to: 'sweeps.list', route: { name: 'sweeps' } }),
  command({ title: '报表', initials: 'bb', to: 'reports.list', route: { name: 'reports' } }),
  command({ title: '校门设施对照', initials: 'xmssdz', to: 'provisions.matrix', route: { name: 'gates' } }),
  command({
    title: '护学岗排班',
    initials: 'hxgpb',
    to: 'provisions.matrix',
    route: { name: 'gates', tab: 'duties' },
  }),
  command({
    title: '门前事件',
    initials: 'mqsj',
    to: 'provisions.matrix',
    route: { name: 'gates', tab: 'incidents' },
  }),
  command({
    title: '待画的校门和边界',
    initials: 'dhdxmhbj',
    to: 'gates.toDraw',
    route: { name: 'toDraw' },
  }),
  command({ title: '隐患台账', initials: 'yhtz', to: 'hazards.list', route: { name: 'ledger' } }),
  command({ title: '打印图幅', initials: 'dytf', to: 'sheets.draw', route: { name: 'sheets' } }),
  command({
    title: '关于、自检与支持包',
    initials: 'gyzj',
    to: 'diagnostics.about',
    route: { name: 'about' },
  }),
  command({ title: '规则包', initials: 'gzb', to: 'packs.list', route: { name: 'rules' } }),
  command({
    title: '预检场所：某处能不能开店',
    initials: 'yjcs',
    to: 'precheck.venue',
    route: { name: 'precheck', what: 'venue' },
  }),
  command({
    title: '预检学校：新校址周边',
    initials: 'yjxx',
    to: 'precheck.venue',
    route: { name: 'precheck', what: 'school' },
  }),
  command({
    title: '新增场所',
    initials: 'xzcs',
    to: 'places.save',
    route: { name: 'draw', table: 'venues' },
  }),
  command({
    title: '新增学校',
    initials: 'xzxx',
    to: 'places.save',
    route: { name: 'draw', table: 'schools' },
  }),
  command({
    title: '新增交通设施',
    initials: 'xzjtss',
    to: 'places.save',
    route: { name: 'draw', table: 'facilities' },
  }),
  command({ title: '画道路', initials: 'hdl', to: 'places.save', route: { name: 'draw', table: 'roads' } }),
  command({ title: '画辖区', initials: 'hxq', to: 'places.save', route: { name: 'draw', table: 'regions' } }),
  command({
    title: '量距离',
    initials: 'ljl',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureLine' },
  }),
  command({
    title: '量面积',
    initials: 'lmj',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureArea' },
  }),
  command({
    title: '画半径圆',
    initials: 'hbjy',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureCircle' },
  }),
  command({
    title: '按规则量距',
    initials: 'agzlj',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureByRule' },
  }),
  command({
    title: '矩形选择',
    initials: 'jxxz',
    to: 'map.measure',
    route: { name: 'tool', tool: 'selectBox' },
  }),
  command({
    title: '多边形选择',
    initials: 'dbxxz',
    to: 'map.measure',
    route: { name: 'tool', tool: 'selectPolygon' },
  }),
  command({
    title: '按半径选择',
    initials: 'abjxz',
    to: 'map.measure',
    route: { name: 'tool', tool: 'selectCircle' },
  }),
];

/** Commands that hold the text, or whose initials begin with it, of those that somebody may. */
export function findCommands(text: string, may: (name: ProcedureName) => boolean): PaletteCommand[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return paletteCommands.filter(
    ({ title, initials, to }) =>
      may(to) && (title.toLowerCase().includes(wanted) || initials.startsWith(wanted)),
  );
}
