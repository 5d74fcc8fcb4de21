import { Tabs } from 'antd';
import { goTo } from '../../components/route.ts';
import { DutiesView } from './duties-view.tsx';
import { IncidentsView } from './incidents-view.tsx';
import { MatrixView } from './matrix-view.tsx';
import './facilities.css';

/** The gates of schools: what they have and lack, how each is arranged, who stands there, what happens there. */
export function FacilitiesScreen({ tab }: { tab: string | null }) {
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>校门</h1>
      </header>
      <Tabs
        activeKey={tab ?? 'matrix'}
        destroyOnHidden
        onChange={(key) => goTo('gates', key)}
        items={[
          { key: 'matrix', label: '设施对照', children: <MatrixView /> },
          { key: 'duties', label: '护学岗', children: <DutiesView /> },
          { key: 'incidents', label: '门前事件', children: <IncidentsView /> },
        ]}
      />
    </div>
  );
}
