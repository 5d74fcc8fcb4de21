import { goTo } from '../components/route.ts';

/** A command that can be carried out from any screen; it is found by its title or the title's initials. */
export interface PaletteCommand {
  readonly id: string;
  readonly title: string;
  /** The first pinyin letter of each character of the title. */
  readonly initials: string;
  readonly run: () => void;
}

const command = (title: string, initials: string, ...route: string[]): PaletteCommand => ({
  id: route.join('/'),
  title,
  initials,
  run: () => goTo(...route),
});

const paletteCommands: readonly PaletteCommand[] = [
  command('打开总览', 'dkzl', 'overview'),
  command('打开地图', 'dkdt', 'map'),
  command('导入名单', 'drmd', 'import'),
  command('待定位的场所', 'ddwdcs', 'import', 'locating'),
  command('复核类别', 'fhlb', 'import', 'review'),
  command('疑似重复的场所', 'yscfdcs', 'import', 'duplicates'),
  command('联合整治', 'lhzz', 'sweeps'),
  command('报表', 'bb', 'reports'),
  command('校门设施对照', 'xmssdz', 'gates'),
  command('护学岗排班', 'hxgpb', 'gates', 'duties'),
  command('门前事件', 'mqsj', 'gates', 'incidents'),
  command('隐患台账', 'yhtz', 'ledger'),
  command('打印图幅', 'dytf', 'sheets'),
  command('关于、自检与支持包', 'gyzj', 'about'),
  command('规则包', 'gzb', 'rules'),
  command('预检场所：某处能不能开店', 'yjcs', 'map', 'precheck', 'venue'),
  command('预检学校：新校址周边', 'yjxx', 'map', 'precheck', 'school'),
  command('新增场所', 'xzcs', 'map', 'draw', 'venues'),
  command('新增学校', 'xzxx', 'map', 'draw', 'schools'),
  command('新增交通设施', 'xzjtss', 'map', 'draw', 'facilities'),
  command('画道路', 'hdl', 'map', 'draw', 'roads'),
  command('画辖区', 'hxq', 'map', 'draw', 'regions'),
  command('量距离', 'ljl', 'map', 'tool', 'measureLine'),
  command('量面积', 'lmj', 'map', 'tool', 'measureArea'),
  command('画半径圆', 'hbjy', 'map', 'tool', 'measureCircle'),
  command('按规则量距', 'agzlj', 'map', 'tool', 'measureByRule'),
  command('矩形选择', 'jxxz', 'map', 'tool', 'selectBox'),
  command('多边形选择', 'dbxxz', 'map', 'tool', 'selectPolygon'),
  command('按半径选择', 'abjxz', 'map', 'tool', 'selectCircle'),
];

/** Commands that hold the text, or whose initials begin with it. */
export function findCommands(text: string): PaletteCommand[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return paletteCommands.filter(
    ({ title, initials }) => title.toLowerCase().includes(wanted) || initials.startsWith(wanted),
  );
}
