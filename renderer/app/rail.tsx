import {
  AuditOutlined,
  BookOutlined,
  CompassOutlined,
  DashboardOutlined,
  FileTextOutlined,
  IdcardOutlined,
  ImportOutlined,
  PrinterOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  SaveOutlined,
  ScheduleOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { type ScreenId, screensFor } from '#shared/office/screens.ts';
import { useMayShow } from '../client/use-may.ts';
import { linkTo } from '../routes/routes.ts';
import { RailFoot } from './rail-foot.tsx';
import type { ScreenName } from './screens.tsx';

const icons: Readonly<Record<ScreenId, ReactNode>> = {
  overview: <DashboardOutlined />,
  map: <CompassOutlined />,
  import: <ImportOutlined />,
  sweeps: <ScheduleOutlined />,
  gates: <SafetyCertificateOutlined />,
  ledger: <AuditOutlined />,
  reports: <FileTextOutlined />,
  sheets: <PrinterOutlined />,
  rules: <BookOutlined />,
  accounts: <IdcardOutlined />,
  operation: <SaveOutlined />,
  taken: <ProfileOutlined />,
};

/** Where a screen stands: accounts have a page of the door's own. */
export function addressOf(screen: ScreenId): string {
  return screen === 'accounts' ? '/account' : linkTo({ name: screen });
}

export function Rail({ current }: { current: ScreenName | null }) {
  const mayShow = useMayShow();
  return (
    <nav className="rail" aria-label="主导航">
      {screensFor(mayShow).map(({ id, title }) => (
        <a
          key={id}
          href={addressOf(id)}
          className={id === current ? 'rail-item rail-current' : 'rail-item'}
          aria-current={id === current ? 'page' : undefined}
        >
          {icons[id]}
          <span>{title}</span>
        </a>
      ))}
      <RailFoot screen={current} />
    </nav>
  );
}
