import { goTo } from '../routes/navigation.ts';
import { linkTo, type Route } from '../routes/routes.ts';

/** A command that can be carried out from any screen; it is found by its title or the title's initials. */
export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  /** The first pinyin letter of each character of the title. */
  readonly initials: string;
  readonly run: () => void;
}

const command = (title: string, initials: string, route: Route): PaletteCommand => ({
  id: linkTo(route),
  title,
  initials,
  run: () => goTo(route),
});

const paletteCommands: readonly PaletteCommand[] = [
  command('打开总览', 'dkzl', { name: 'overview' }),
  command('打开地图', 'dkdt', { name: 'map' }),
  command('导入名单', 'drmd', { name: 'import' }),
  command('待定位的场所', 'ddwdcs', { name: 'settle', what: 'locating' }),
  command('复核类别', 'fhlb', { name: 'settle', what: 'review' }),
  command('学段待定的学校', 'xdddxx', { name: 'settle', what: 'stages' }),
  command('疑似重复的场所', 'yscfdcs', { name: 'settle', what: 'duplicates' }),
  command('联合整治', 'lhzz', { name: 'sweeps' }),
  command('报表', 'bb', { name: 'reports' }),
  command('校门设施对照', 'xmssdz', { name: 'gates' }),
  command('护学岗排班', 'hxgpb', { name: 'gates', tab: 'duties' }),
  command('门前事件', 'mqsj', { name: 'gates', tab: 'incidents' }),
  command('隐患台账', 'yhtz', { name: 'ledger' }),
  command('打印图幅', 'dytf', { name: 'sheets' }),
  command('关于、自检与支持包', 'gyzj', { name: 'about' }),
  command('规则包', 'gzb', { name: 'rules' }),
  command('预检场所：某处能不能开店', 'yjcs', { name: 'precheck', what: 'venue' }),
  command('预检学校：新校址周边', 'yjxx', { name: 'precheck', what: 'school' }),
  command('新增场所', 'xzcs', { name: 'draw', table: 'venues' }),
  command('新增学校', 'xzxx', { name: 'draw', table: 'schools' }),
  command('新增交通设施', 'xzjtss', { name: 'draw', table: 'facilities' }),
  command('画道路', 'hdl', { name: 'draw', table: 'roads' }),
  command('画辖区', 'hxq', { name: 'draw', table: 'regions' }),
  command('量距离', 'ljl', { name: 'tool', tool: 'measureLine' }),
  command('量面积', 'lmj', { name: 'tool', tool: 'measureArea' }),
  command('画半径圆', 'hbjy', { name: 'tool', tool: 'measureCircle' }),
  command('按规则量距', 'agzlj', { name: 'tool', tool: 'measureByRule' }),
  command('矩形选择', 'jxxz', { name: 'tool', tool: 'selectBox' }),
  command('多边形选择', 'dbxxz', { name: 'tool', tool: 'selectPolygon' }),
  command('按半径选择', 'abjxz', { name: 'tool', tool: 'selectCircle' }),
];

/** Commands that hold the text, or whose initials begin with it. */
export function findCommands(text: string): PaletteCommand[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return paletteCommands.filter(
    ({ title, initials }) => title.toLowerCase().includes(wanted) || initials.startsWith(wanted),
  );
}
