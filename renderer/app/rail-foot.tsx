import {
  BgColorsOutlined,
  InfoCircleOutlined,
  QuestionCircleOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useState } from 'react';
import { useService } from '../client/queries.ts';
import { isTyping } from '../components/is-typing.ts';
import { isPressed, keys } from '../components/keys.ts';
import { late } from '../components/late.tsx';
import { setThemeMode, type ThemeMode, useThemeMode } from '../components/theme-mode.ts';
import { useKeyDown } from '../components/use-key-down.ts';
import { linkTo } from '../routes/routes.ts';
import type { ScreenName } from './screens.tsx';

const HelpDrawer = late(async () => (await import('../features/help/help-drawer.tsx')).HelpDrawer);

const KeySheet = late(async () => (await import('./key-sheet.tsx')).KeySheet);

const modes: readonly { key: ThemeMode; label: string }[] = [
  { key: 'light', label: '浅色' },
  { key: 'dark', label: '深色' },
  { key: 'system', label: '跟随系统' },
];

/** Help and colour theme, at the lower end of the rail. */
export function RailFoot({ screen }: { screen: ScreenName | null }) {
  const [open, setOpen] = useState<'help' | 'keys' | null>(null);
  const mode = useThemeMode();
  const account = useService('host.describe', {}).data?.account;
  useKeyDown((event) => {
    const wanted = isPressed(event, keys.help)
      ? 'help'
      : isPressed(event, keys.keySheet) && !isTyping(event.target)
        ? 'keys'
        : null;
    if (wanted === null) return;
    event.preventDefault();
    setOpen(wanted);
  });
  return (
    <div className="rail-foot">
      {account && (
        <a
          href={linkTo({ name: 'mine' })}
          className={screen === 'mine' ? 'rail-item rail-current' : 'rail-item'}
          aria-current={screen === 'mine' ? 'page' : undefined}
          title={`我的：${account.person} ${account.body}`.trim()}
        >
          <UserOutlined />
          <span>{account.person.length > 4 ? '我的' : account.person}</span>
        </a>
      )}
      <button type="button" className="rail-item" onClick={() => setOpen('help')}>
        <QuestionCircleOutlined />
        <span>帮助</span>
      </button>
      <a
        href={linkTo({ name: 'about' })}
        className={screen === 'about' ? 'rail-item rail-current' : 'rail-item'}
        aria-current={screen === 'about' ? 'page' : undefined}
      >
        <InfoCircleOutlined />
        <span>关于</span>
      </a>
      <Dropdown
        trigger={['click']}
        placement="topLeft"
        menu={{
          items: [...modes],
          selectedKeys: [mode],
          onClick: ({ key }) => {
            const chosen = modes.find((each) => each.key === key);
            if (chosen) setThemeMode(chosen.key);
          },
        }}
      >
        <button type="button" className="rail-item">
          <BgColorsOutlined />
          <span>外观</span>
        </button>
      </Dropdown>
      {open === 'help' && (
        <HelpDrawer screen={screen ?? 'map'} onKeys={() => setOpen('keys')} onClose={() => setOpen(null)} />
      )}
      {open === 'keys' && <KeySheet onClose={() => setOpen(null)} />}
    </div>
  );
}
