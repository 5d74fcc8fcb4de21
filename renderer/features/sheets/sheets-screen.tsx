import { Segmented } from 'antd';
import { useService } from '../../client/queries.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { PrintList } from './atlas/print-list.tsx';
import { SheetDesk } from './atlas/sheet-desk.tsx';
import './sheets-screen.css';
import { goTo } from '../../routes/navigation.ts';
import type { RouteTo } from '../../routes/routes.ts';

type SheetsRoute = RouteTo<'sheets' | 'prints' | 'schoolSheet' | 'sheetTemplate' | 'sheetPage'>;

/** Sheets and atlases: what can be printed, as it will print; and what was printed for whom. */
export function SheetsScreen({ route }: { route: SheetsRoute }) {
  const templates = useService('sheets.templates', {});
  if (templates.error) return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!templates.data) return <Loading />;
  const wanted = 'template' in route ? route.template : 'school-zone';
  const template =
    templates.data.find(({ id }) => id === wanted) ?? templates.data.find(({ id }) => id === 'school-zone');
  if (!template) return <ErrorState error={new Error('没有图幅模板，请重新安装程序')} />;
  const tabs = (
    <Segmented
      block
      value={route.name === 'prints' ? 'made' : 'make'}
      onChange={(tab) => (tab === 'made' ? goTo({ name: 'prints' }) : goTo({ name: 'sheets' }))}
      options={[
        { value: 'make', label: '出图' },
        { value: 'made', label: '出图登记' },
      ]}
    />
  );
  if (route.name === 'prints')
    return (
      <div className="screen">
        <header className="screen-head sheets-made-head">
          <h1>图册</h1>
          {tabs}
        </header>
        <PrintList />
      </div>
    );
  return (
    <SheetDesk
      tabs={tabs}
      templates={templates.data}
      template={template}
      only={route.name === 'schoolSheet' || (route.name === 'sheetPage' && route.only)}
      page={pageOf(route)}
      onTemplate={(id) => goTo({ name: 'sheetTemplate', template: id })}
      onPage={(key) => goTo({ name: 'sheetPage', template: template.id, page: key, only: false })}
    />
  );
}

function pageOf(route: SheetsRoute): string | null {
  if (route.name === 'schoolSheet') return `school:${route.id}`;
  return route.name === 'sheetPage' ? route.page : null;
}
