import type { ProcedureName } from '#shared/contract/contract.ts';
import { all } from '#shared/tables/conditions.ts';
import { nearAnySchool } from '#shared/tables/distance-condition.ts';
import { everything } from '#shared/tables/query.ts';
import { goTo } from '../routes/navigation.ts';
import { linkTo, type Route } from '../routes/routes.ts';

/** A command that can be carried out from any screen; it is found by its title or the title's initials. */
export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  /** The first pinyin letter of each character of the title. */
  readonly initials: string;
  /** Two keys one after the other: Q goes to a screen (去), H draws, measures and chooses (画). */
  readonly key: string;
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

export const paletteCommands: readonly PaletteCommand[] = [
  command({
    title: '打开总览',
    key: 'Q Z',
    initials: 'dkzl',
    to: 'overview.get',
    route: { name: 'overview' },
  }),
  command({
    title: '查看变化',
    key: 'H A',
    initials: 'ckbh',
    to: 'overview.changes',
    route: { name: 'changes' },
  }),
  command({
    title: '回看历史：按天看地图（时间轴）',
    key: 'H I',
    initials: 'hkls',
    to: 'history.days',
    route: { name: 'time' },
  }),
  command({
    title: '两天对照（卷帘）',
    key: 'H O',
    initials: 'ltdz',
    to: 'history.days',
    route: { name: 'time', mode: 'swipe' },
  }),
  command({
    title: '两套规则对照（卷帘）',
    key: 'H R',
    initials: 'ltgzdz',
    to: 'history.underPack',
    route: { name: 'time', mode: 'packs' },
  }),
  command({ title: '打开地图', key: 'Q D', initials: 'dkdt', to: 'map.tile', route: { name: 'map' } }),
  command({ title: '导入名单', key: 'Q M', initials: 'drmd', to: 'import.run', route: { name: 'import' } }),
  command({
    title: '待定位的场所',
    key: 'Q W',
    initials: 'ddwdcs',
    to: 'review.queue',
    route: { name: 'settle', what: 'locating' },
  }),
  command({
    title: '复核类别',
    key: 'Q F',
    initials: 'fhlb',
    to: 'review.queue',
    route: { name: 'settle', what: 'review' },
  }),
  command({
    title: '学段待定的学校',
    key: 'Q X',
    initials: 'xdddxx',
    to: 'review.queue',
    route: { name: 'settle', what: 'stages' },
  }),
  command({
    title: '疑似重复的场所',
    key: 'Q C',
    initials: 'yscfdcs',
    to: 'review.queue',
    route: { name: 'settle', what: 'duplicates' },
  }),
  command({ title: '联合整治', key: 'Q L', initials: 'lhzz', to: 'sweeps.list', route: { name: 'sweeps' } }),
  command({
    title: '工作计划',
    key: 'Q R',
    initials: 'gzjh',
    to: 'campaigns.list',
    route: { name: 'campaigns' },
  }),
  command({ title: '报表', key: 'Q B', initials: 'bb', to: 'reports.list', route: { name: 'reports' } }),
  command({
    title: '汇报模式：一季做成十页',
    key: 'H U',
    initials: 'hbms',
    to: 'presentation.slides',
    route: { name: 'present' },
  }),
  command({
    title: '考核评分：平安建设、平安校园',
    key: 'Q E',
    initials: 'khpf',
    to: 'scores.get',
    route: { name: 'scores' },
  }),
  command({
    title: '校门设施对照',
    key: 'Q S',
    initials: 'xmssdz',
    to: 'provisions.matrix',
    route: { name: 'gates' },
  }),
  command({
    title: '护学岗排班',
    key: 'Q P',
    initials: 'hxgpb',
    to: 'provisions.matrix',
    route: { name: 'gates', tab: 'duties' },
  }),
  command({
    title: '门前事件',
    key: 'Q J',
    initials: 'mqsj',
    to: 'provisions.matrix',
    route: { name: 'gates', tab: 'incidents' },
  }),
  command({
    title: '待画的校门和边界',
    key: 'Q H',
    initials: 'dhdxmhbj',
    to: 'gates.toDraw',
    route: { name: 'toDraw' },
  }),
  command({ title: '隐患台账', key: 'Q T', initials: 'yhtz', to: 'hazards.list', route: { name: 'ledger' } }),
  command({
    title: '交办台账',
    key: 'Q U',
    initials: 'jbtz',
    to: 'handings.list',
    route: { name: 'ledgerView', view: 'handings' },
  }),
  command({
    title: '联席会',
    key: 'Q I',
    initials: 'lxh',
    to: 'meetings.list',
    route: { name: 'ledgerView', view: 'meetings' },
  }),
  command({ title: '打印图幅', key: 'Q Y', initials: 'dytf', to: 'sheets.draw', route: { name: 'sheets' } }),
  command({
    title: '关于、自检与支持包',
    key: 'Q A',
    initials: 'gyzj',
    to: 'diagnostics.about',
    route: { name: 'about' },
  }),
  command({ title: '规则包', key: 'Q G', initials: 'gzb', to: 'packs.list', route: { name: 'rules' } }),
  command({
    title: '预检场所：某处能不能开店',
    key: 'Q K',
    initials: 'yjcs',
    to: 'precheck.venue',
    route: { name: 'precheck', what: 'venue' },
  }),
  command({
    title: '批量预检：一份拟设清单',
    key: 'H P',
    initials: 'plyj',
    to: 'precheck.list',
    route: { name: 'precheck', what: 'list' },
  }),
  command({
    title: '哪里可以开：某类场所的可设地段',
    key: 'H N',
    initials: 'nlkyk',
    to: 'precheck.ground',
    route: { name: 'precheck', what: 'ground' },
  }),
  command({
    title: '预检学校：新校址周边',
    key: 'Q N',
    initials: 'yjxx',
    to: 'precheck.venue',
    route: { name: 'precheck', what: 'school' },
  }),
  command({
    title: '新增场所',
    key: 'H C',
    initials: 'xzcs',
    to: 'places.save',
    route: { name: 'draw', table: 'venues' },
  }),
  command({
    title: '新增学校',
    key: 'H X',
    initials: 'xzxx',
    to: 'places.save',
    route: { name: 'draw', table: 'schools' },
  }),
  command({
    title: '新增交通设施',
    key: 'H S',
    initials: 'xzjtss',
    to: 'places.save',
    route: { name: 'draw', table: 'facilities' },
  }),
  command({
    title: '画道路',
    key: 'H L',
    initials: 'hdl',
    to: 'places.save',
    route: { name: 'draw', table: 'roads' },
  }),
  command({
    title: '画辖区',
    key: 'H Q',
    initials: 'hxq',
    to: 'places.save',
    route: { name: 'draw', table: 'regions' },
  }),
  command({
    title: '画治安乱点',
    key: 'H W',
    initials: 'hzald',
    to: 'places.save',
    route: { name: 'draw', table: 'troubleSpots' },
  }),
  command({
    title: '治安乱点清单',
    key: 'Q V',
    initials: 'zaldqd',
    to: 'tables.rows',
    route: { name: 'table', table: 'troubleSpots', query: everything },
  }),
  command({
    title: '量距离',
    key: 'H J',
    initials: 'ljl',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureLine' },
  }),
  command({
    title: '量面积',
    key: 'H M',
    initials: 'lmj',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureArea' },
  }),
  command({
    title: '画半径圆',
    key: 'H Y',
    initials: 'hbjy',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureCircle' },
  }),
  command({
    title: '按规则量距',
    key: 'H G',
    initials: 'agzlj',
    to: 'map.measure',
    route: { name: 'tool', tool: 'measureByRule' },
  }),
  command({
    title: '某一点周边有什么',
    key: 'H Z',
    initials: 'mydzbysm',
    to: 'map.around',
    route: { name: 'tool', tool: 'aroundPoint' },
  }),
  command({
    title: '一条线周边有什么（缓冲区）',
    key: 'H E',
    initials: 'ytxzbysm',
    to: 'map.around',
    route: { name: 'tool', tool: 'aroundLine' },
  }),
  command({
    title: '一片范围周边有什么（缓冲区）',
    key: 'H F',
    initials: 'ypfwzbysm',
    to: 'map.around',
    route: { name: 'tool', tool: 'aroundArea' },
  }),
  command({
    title: '离学校多少米以内的场所（距离条件）',
    key: 'H T',
    initials: 'lxxdsmyn',
    to: 'tables.rows',
    route: { name: 'table', table: 'venues', query: all(nearAnySchool) },
  }),
  command({
    title: '矩形选择',
    key: 'H K',
    initials: 'jxxz',
    to: 'map.measure',
    route: { name: 'tool', tool: 'selectBox' },
  }),
  command({
    title: '多边形选择',
    key: 'H D',
    initials: 'dbxxz',
    to: 'map.measure',
    route: { name: 'tool', tool: 'selectPolygon' },
  }),
  command({
    title: '按半径选择',
    key: 'H B',
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
