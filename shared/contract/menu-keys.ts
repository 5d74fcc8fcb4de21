/** Keys of the menu of the desktop application: the menu is made with them, and the sheet of keys tells them. */
export const menuKeys = {
  openWorkspace: { label: '打开工作区', press: 'Ctrl+O' },
  showOwn: { label: '回到本机工作区', press: 'Ctrl+L' },
  importList: { label: '导入名单', press: 'Ctrl+I' },
  printSheets: { label: '打印图幅', press: 'Ctrl+P' },
  map: { label: '地图', press: 'Ctrl+1' },
  sweeps: { label: '联合整治', press: 'Ctrl+2' },
  ledger: { label: '隐患台账', press: 'Ctrl+3' },
  rules: { label: '规则', press: 'Ctrl+4' },
} as const;

/** Keys that Electron gives to the menu's own roles. */
export const menuRoleKeys = [
  { label: '放大界面', press: 'Ctrl++' },
  { label: '缩小界面', press: 'Ctrl+-' },
  { label: '界面实际大小', press: 'Ctrl+0' },
  { label: '全屏', press: 'F11' },
] as const;
