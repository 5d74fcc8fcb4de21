import { Menu } from 'electron';
import { menuKeys } from '#shared/contract/menu-keys.ts';

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

/** An item with its key; `…` where it asks for something first. */
function withKey(item: keyof typeof menuKeys, more: '' | '…' = '') {
  const { label, press } = menuKeys[item];
  return { label: `${label}${more}`, accelerator: press.replace('Ctrl', 'CmdOrCtrl') };
}

/** The application menu, in Chinese. */
export function buildMenu(actions: MenuActions): Menu {
  return Menu.buildFromTemplate([
    {
      label: '文件',
      submenu: [
        { ...withKey('openWorkspace', '…'), click: () => actions.openWorkspace() },
        { label: '打开演示工作区', click: () => actions.openDemonstration() },
        { type: 'separator' },
        { label: '连接服务器…', click: () => actions.goHere('/places') },
        { ...withKey('showOwn'), click: () => actions.showOwn() },
        { type: 'separator' },
        { ...withKey('importList', '…'), click: () => actions.goTo('/import') },
        { ...withKey('printSheets', '…'), click: () => actions.goTo('/sheets') },
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
        { ...withKey('map'), click: () => actions.goTo('/map') },
        { ...withKey('sweeps'), click: () => actions.goTo('/sweeps') },
        { ...withKey('ledger'), click: () => actions.goTo('/ledger') },
        { ...withKey('rules'), click: () => actions.goTo('/rules') },
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
