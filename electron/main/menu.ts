import { Menu } from 'electron';

export interface MenuActions {
  openWorkspace(): void;
  openDemonstration(): void;
  /** Shows the window of this machine's workspaces. */
  showOwn(): void;
  /** Goes somewhere in that window. */
  goHere(hash: string): void;
  /** Goes somewhere in the window that is in front: it may be a server's. */
  goTo(hash: string): void;
}

/** The application menu, in Chinese. */
export function buildMenu(actions: MenuActions): Menu {
  return Menu.buildFromTemplate([
    {
      label: '文件',
      submenu: [
        { label: '打开工作区…', accelerator: 'CmdOrCtrl+O', click: () => actions.openWorkspace() },
        { label: '打开演示工作区', click: () => actions.openDemonstration() },
        { type: 'separator' },
        { label: '连接服务器…', click: () => actions.goHere('/places') },
        { label: '回到本机工作区', accelerator: 'CmdOrCtrl+L', click: () => actions.showOwn() },
        { type: 'separator' },
        { label: '导入名单…', accelerator: 'CmdOrCtrl+I', click: () => actions.goTo('/import') },
        { label: '打印图幅…', accelerator: 'CmdOrCtrl+P', click: () => actions.goTo('/sheets') },
        { type: 'separator' },
        { label: '退出', role: 'quit' },
      ],
    },
    {
      label: '编辑',
      submenu: [
        { label: '撤销', role: 'undo' },
        { label: '重做', role: 'redo' },
        { type: 'separator' },
        { label: '剪切', role: 'cut' },
        { label: '复制', role: 'copy' },
        { label: '粘贴', role: 'paste' },
        { label: '全选', role: 'selectAll' },
      ],
    },
    {
      label: '查看',
      submenu: [
        { label: '地图', accelerator: 'CmdOrCtrl+1', click: () => actions.goTo('/map') },
        { label: '联合整治', accelerator: 'CmdOrCtrl+2', click: () => actions.goTo('/sweeps') },
        { label: '隐患台账', accelerator: 'CmdOrCtrl+3', click: () => actions.goTo('/ledger') },
        { label: '规则', accelerator: 'CmdOrCtrl+4', click: () => actions.goTo('/rules') },
        { type: 'separator' },
        { label: '放大界面', role: 'zoomIn' },
        { label: '缩小界面', role: 'zoomOut' },
        { label: '实际大小', role: 'resetZoom' },
        { label: '全屏', role: 'togglefullscreen' },
      ],
    },
    {
      label: '帮助',
      submenu: [
        {
          label: '关于学安图',
          click: () => actions.goTo('/about'),
        },
      ],
    },
  ]);
}
