import { Segmented } from 'antd';
import { useService } from '../../client/queries.ts';
import { goTo } from '../../components/route.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { PrintList } from './atlas/print-list.tsx';
import { SheetDesk } from './atlas/sheet-desk.tsx';
import './sheets-screen.css';

/** Sheets and atlases: what can be printed, as it will print; and what was printed for whom. */
export function SheetsScreen({ route }: { route: readonly string[] }) {
  const templates = useService('sheets.templates', {});
  if (templates.error) return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!templates.data) return <Loading />;
  const [first, second, third] = route;
  const made = first === 'prints';
  // An address with a number alone is the sheet of that school: the map opens it so.
  const isSchool = first !== undefined && /^\d+$/.test(first);
  const wanted = isSchool ? 'school-zone' : first;
  const template =
    templates.data.find(({ id }) => id === wanted) ?? templates.data.find(({ id }) => id === 'school-zone');
  if (!template) return <ErrorState error={new Error('没有图幅模板，请重新安装程序')} />;
  const tabs = (
    <Segmented
      block
      value={made ? 'made' : 'make'}
      onChange={(tab) => (tab === 'made' ? goTo('sheets', 'prints') : goTo('sheets'))}
      options={[
        { value: 'make', label: '出图' },
        { value: 'made', label: '出图登记' },
      ]}
    />
  );
  if (made)
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
      only={isSchool || third === 'only'}
      page={isSchool ? `school:${first}` : second === undefined ? null : decodeURIComponent(second)}
      onTemplate={(id) => goTo('sheets', id)}
      onPage={(key) => goTo('sheets', template.id, encodeURIComponent(key))}
    />
  );
}
