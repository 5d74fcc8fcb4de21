import type { ReactNode } from 'react';
import type { Capability } from '#shared/office/capabilities.ts';
import { useMayShow } from '../../client/use-may.ts';
import { Permitted } from '../../components/permitted.tsx';
import { EmptyState } from '../../components/states.tsx';
import { type AccountsTab, linkTo } from '../../routes/routes.ts';
import { AccountsView } from './accounts-view.tsx';
import { EventsView } from './events-view.tsx';
import { RefusalsView } from './refusals-view.tsx';
import { SessionsView } from './sessions-view.tsx';
import { SignInsView } from './sign-ins-view.tsx';
import './accounts.css';

interface Part {
  readonly tab: AccountsTab;
  readonly title: string;
  readonly needs: Capability;
}

const parts: readonly Part[] = [
  { tab: 'list', title: '账号', needs: 'accounts' },
  { tab: 'sessions', title: '正在登录', needs: 'accounts' },
  { tab: 'signIns', title: '登录记录', needs: 'see.signIns' },
  { tab: 'events', title: '账号变动', needs: 'see.signIns' },
  { tab: 'refusals', title: '被拒绝的操作', needs: 'see.refused' },
];

const contents: Readonly<Record<AccountsTab, ReactNode>> = {
  list: (
    <Permitted to="accounts.list">
      <AccountsView />
    </Permitted>
  ),
  sessions: (
    <Permitted to="accounts.sessions">
      <SessionsView />
    </Permitted>
  ),
  signIns: (
    <Permitted to="accounts.signIns">
      <SignInsView />
    </Permitted>
  ),
  events: (
    <Permitted to="accounts.events">
      <EventsView />
    </Permitted>
  ),
  refusals: (
    <Permitted to="accounts.refusals">
      <RefusalsView />
    </Permitted>
  ),
};

/** 账号: what the security administrator looks after and the audit administrator looks at, each what the role may. */
export function AccountsScreen({ tab }: { tab: AccountsTab | null }) {
  const mayShow = useMayShow();
  const shown = parts.filter(({ needs }) => mayShow(needs));
  const current = shown.find((part) => part.tab === tab) ?? shown[0];
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>账号</h1>
        <nav className="accounts-tabs" aria-label="账号的各部分">
          {shown.map((part) => (
            <a
              key={part.tab}
              href={linkTo({ name: 'accounts', tab: part.tab })}
              aria-current={part === current ? 'page' : undefined}
            >
              {part.title}
            </a>
          ))}
        </nav>
      </header>
      {current ? (
        contents[current.tab]
      ) : (
        <EmptyState title="这里由安全管理员和审计管理员使用">
          自己的密码、动态口令和登录在<a href={linkTo({ name: 'mine' })}>我的</a>里。
        </EmptyState>
      )}
    </div>
  );
}
