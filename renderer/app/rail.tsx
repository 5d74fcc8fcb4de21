import {
  AuditOutlined,
  BookOutlined,
  CompassOutlined,
  DashboardOutlined,
  FileTextOutlined,
  ImportOutlined,
  PrinterOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { linkTo } from '../routes/routes.ts';
import { RailFoot } from './rail-foot.tsx';
import type { ScreenName } from './screens.tsx';

const screens: readonly { id: Exclude<ScreenName, 'about'>; title: string; icon: ReactNode }[] = [
  { id: 'overview', title: '总览', icon: <DashboardOutlined /> },
  { id: 'map', title: '地图', icon: <CompassOutlined /> },
  { id: 'import', title: '名单', icon: <ImportOutlined /> },
  { id: 'sweeps', title: '整治', icon: <ScheduleOutlined /> },
  { id: 'gates', title: '校门', icon: <SafetyCertificateOutlined /> },
  { id: 'ledger', title: '台账', icon: <AuditOutlined /> },
  { id: 'reports', title: '报表', icon: <FileTextOutlined /> },
  { id: 'sheets', title: '图册', icon: <PrinterOutlined /> },
  { id: 'rules', title: '规则', icon: <BookOutlined /> },
];

export function Rail({ current }: { current: ScreenName | null }) {
  return (
    <nav className="rail" aria-label="主导航">
      {screens.map(({ id, title, icon }) => (
        <a
          key={id}
          href={linkTo({ name: id })}
          className={id === current ? 'rail-item rail-current' : 'rail-item'}
          aria-current={id === current ? 'page' : undefined}
        >
          {icon}
          <span>{title}</span>
        </a>
      ))}
      <RailFoot screen={current} />
    </nav>
  );
}
