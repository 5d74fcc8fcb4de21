import { Tabs } from 'antd';
import { goTo } from '../../routes/navigation.ts';
import type { RouteTo } from '../../routes/routes.ts';
import { DutiesView } from './duties-view.tsx';
import { IncidentsView } from './incidents-view.tsx';
import { MatrixView } from './matrix-view.tsx';
import './facilities.css';

const tabs = ['matrix', 'duties', 'incidents'] as const;

/** The gates of schools: what they have and lack, how each is arranged, who stands there, what happens there. */
export function FacilitiesScreen({ route: { tab = 'matrix' } }: { route: RouteTo<'gates'> }) {
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>校门</h1>
      </header>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => goTo({ name: 'gates', tab: tabs.find((each) => each === key) })}
        items={[
          { key: 'matrix', label: '设施对照', children: <MatrixView /> },
          { key: 'duties', label: '护学岗', children: <DutiesView /> },
          { key: 'incidents', label: '门前事件', children: <IncidentsView /> },
        ]}
      />
    </div>
  );
}
