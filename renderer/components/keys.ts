/** What a key is good for, as it is pressed and as it is said. */
export interface KeyUse {
  /** `Ctrl+K`; two keys one after the other have a space between them. Several ways are several texts. */
  readonly press: readonly string[];
  readonly does: string;
}

const use = (press: string | readonly string[], does: string): KeyUse => ({
  press: typeof press === 'string' ? [press] : press,
  does,
});

/** The keys that handlers hear and that the sheet of keys shows; those of commands stand with the commands. */
export const keys = {
  search: use('Ctrl+K', '搜索名称、地址，或查找命令'),
  help: use('F1', '帮助'),
  keySheet: use('?', '快捷键一览'),
  undo: use('Ctrl+Z', '撤销上一项修改；正在画时撤销画的上一步'),
  redo: use(['Ctrl+Y', 'Ctrl+Shift+Z'], '重做'),
  send: use('Ctrl+Enter', '保存正在填写的表单、正在画的图形'),
  zoomToAll: use('0', '缩放到全部'),
  toDrawGate: use('G', '画校门'),
  toDrawBoundary: use('B', '画校园边界'),
  toDrawNext: use('N', '跳过，下一所'),
  toDrawDown: use('ArrowDown', '选下一所'),
  toDrawUp: use('ArrowUp', '选上一所'),
  pageBefore: use('PageUp', '上一页图幅'),
  pageAfter: use('PageDown', '下一页图幅'),
  slideNext: use(['ArrowRight', 'Space', 'PageDown'], '下一页'),
  slideBefore: use(['ArrowLeft', 'PageUp'], '上一页'),
  slideFirst: use('Home', '第一页'),
  slideLast: use('End', '最后一页'),
  slideEnd: use('Escape', '结束汇报'),
} satisfies Readonly<Record<string, KeyUse>>;

/** Keys that the browser or a library hears by itself, told with the others. */
const elsewhere = {
  leave: use('Esc', '取消正在画的图形，关闭面板和对话框'),
  pan: use(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'], '移动地图（先单击地图）'),
  zoom: use(['+', '-'], '放大、缩小地图（先单击地图）'),
  copy: use('Ctrl+C', '复制勾选的行，可粘贴到表格软件'),
  decide: use('1 … 9', '认定为所列的类别；按住 Shift 把同类的一并认定'),
  decideOther: use('0', '认定为“其他”'),
  alike: use('A', '换一种“同类”'),
  choose: use('K', '从全部类别里选'),
  pass: use('N', '跳过'),
  takeBack: use('U', '撤销上一个认定'),
};

/** Keys that sliders hear by themselves. */
const sliders = {
  dayBefore: use('ArrowLeft', '前一天（先点时间轴）'),
  dayAfter: use('ArrowRight', '后一天（先点时间轴）'),
  play: use('Space', '播放、暂停（先点时间轴）'),
};

/** Keys of 待定位 and 疑似重复, which their queues hear. */
const queues = {
  adopt: use('1 … 5', '采用这个候选位置'),
  join: use('Shift+1 … 5', '就是候选位置那家，合并'),
  elsewhere: use('X', '不属本区'),
  savePlace: use('S', '保存手工定的位置'),
  mergeLeft: use('1', '是一家，以左边为准'),
  mergeRight: use('2', '是一家，以右边为准'),
  apart: use('0', '是两家，分开保留'),
  pass: use('N', '跳过，下一个'),
  back: use('P', '上一个'),
  takeBack: use('U', '撤销上一个处理'),
  find: use('F', '按名称或地址查找'),
  sure: use('B', '核对拿得准的，一次处理'),
};

/** The sheet of keys, by where they mean something. */
export const keyGroups: readonly (readonly [title: string, uses: readonly KeyUse[]])[] = [
  ['到处', [keys.search, keys.keySheet, keys.help, keys.undo, keys.redo, keys.send, elsewhere.leave]],
  ['地图和表格', [keys.zoomToAll, elsewhere.pan, elsewhere.zoom, elsewhere.copy]],
  [
    '待画的校门和边界',
    [keys.toDrawGate, keys.toDrawBoundary, keys.toDrawNext, keys.toDrawDown, keys.toDrawUp],
  ],
  [
    '类别复核',
    [
      elsewhere.decide,
      elsewhere.decideOther,
      elsewhere.alike,
      elsewhere.choose,
      elsewhere.pass,
      elsewhere.takeBack,
    ],
  ],
  [
    '待定位',
    [
      ...[queues.adopt, queues.join, queues.elsewhere, queues.savePlace],
      ...[queues.pass, queues.back, queues.takeBack, queues.find, queues.sure],
    ],
  ],
  [
    '疑似重复',
    [
      ...[queues.mergeLeft, queues.mergeRight, queues.apart],
      ...[queues.pass, queues.back, queues.takeBack, queues.find, queues.sure],
    ],
  ],
  ['图册', [keys.pageBefore, keys.pageAfter]],
  ['回看历史', [sliders.dayBefore, sliders.dayAfter, sliders.play]],
  ['汇报', [keys.slideNext, keys.slideBefore, keys.slideFirst, keys.slideLast, keys.slideEnd]],
];

const shown: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Space: '空格',
  Escape: 'Esc',
};

/** The keys of a way to press, as they are written on caps: `['Q', 'D']`. */
export function capsOf(press: string): string[] {
  return press
    .trim()
    .split(/[ +](?=.)/)
    .map((cap) => shown[cap] ?? cap);
}

/** How a use is pressed, in a line. */
export function pressedAs({ press }: KeyUse): string {
  return press.map((each) => capsOf(each).join('+')).join('、');
}

/** Whether an event is one of the ways to press a key; two keys one after the other are none of it. */
export function isPressed(event: KeyboardEvent, { press }: KeyUse): boolean {
  return !event.isComposing && press.some((way) => isWay(event, way));
}

function isWay(event: KeyboardEvent, way: string): boolean {
  const parts = way.split('+');
  const key = parts.at(-1) ?? '';
  if (parts.includes('Ctrl') !== (event.ctrlKey || event.metaKey) || event.altKey) return false;
  // A sign may need Shift on one keyboard and none on another; an input method writes it wide.
  if (key === '?') return event.key === '?' || event.key === '？';
  if (parts.includes('Shift') !== event.shiftKey) return false;
  return isKey(event, key);
}

/** A letter by what the keyboard writes, and where an input method is on, by the place of the key. */
export function isKey(event: KeyboardEvent, key: string): boolean {
  if (key === 'Space') return event.key === ' ';
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  return /^[A-Z]$/.test(key) && !/^[a-z]$/i.test(event.key) && event.code === `Key${key}`;
}
