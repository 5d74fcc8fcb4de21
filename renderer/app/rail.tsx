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
import type { Capability } from '#shared/office/capabilities.ts';
import { useMayShow } from '../client/use-may.ts';
import { linkTo } from '../routes/routes.ts';
import { RailFoot } from './rail-foot.tsx';
import type { ScreenName } from './screens.tsx';

interface Screen {
  readonly id: Exclude<ScreenName, 'about' | 'mine' | 'accounts'>;
  readonly title: string;
  readonly icon: ReactNode;
  /** Without it nothing of the screen is answered; where the door knows nobody, everybody has it. */
  readonly needs: Capability;
}

const screens: readonly Screen[] = [
  { id: 'overview', title: '总览', icon: <DashboardOutlined />, needs: 'see.basic' },
  { id: 'map', title: '地图', icon: <CompassOutlined />, needs: 'see.basic' },
  { id: 'import', title: '名单', icon: <ImportOutlined />, needs: 'lists.import' },
  { id: 'sweeps', title: '整治', icon: <ScheduleOutlined />, needs: 'see.sweeps' },
  { id: 'gates', title: '校门', icon: <SafetyCertificateOutlined />, needs: 'see.basic' },
  { id: 'ledger', title: '台账', icon: <AuditOutlined />, needs: 'see.ledger' },
  { id: 'reports', title: '报表', icon: <FileTextOutlined />, needs: 'see.reports' },
  { id: 'sheets', title: '图册', icon: <PrinterOutlined />, needs: 'papers' },
  { id: 'rules', title: '规则', icon: <BookOutlined />, needs: 'see.basic' },
];

export function Rail({ current }: { current: ScreenName | null }) {
  const mayShow = useMayShow();
  return (
    <nav className="rail" aria-label="主导航">
      {screens
        .filter(({ needs }) => mayShow(needs))
        .map(({ id, title, icon }) => (
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
