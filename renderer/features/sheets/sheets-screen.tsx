import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { SchoolRow } from '#shared/contract/places.ts';
import { roundScales } from '#shared/sheets/map-frame.ts';
import { useService } from '../../client/queries.ts';
import { goTo } from '../../components/route.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { PrintButton } from './print-button.tsx';
import { SheetPages } from './sheet-pages.tsx';
import { useSheet } from './use-sheet.ts';
import './sheets-screen.css';

/** Schools at the left, the chosen one's sheet as it will print at the right. */
export function SheetsScreen({ schoolId }: { schoolId: number | null }) {
  const schools = useService('schools.list', {});
  const [text, setText] = useState('');
  const [scale, setScale] = useState<number | null>(null);
  if (schools.error) return <ErrorState error={schools.error} />;
  if (!schools.data) return <Loading />;
  const rows = schools.data.filter((school) => school.name.includes(text));
  const chosen = schoolId ?? schools.data[0]?.id ?? null;
  if (chosen === null)
    return (
      <EmptyState
        title="还没有学校"
        action={
          <Button type="primary" onClick={() => goTo('import')}>
            去导入学校
          </Button>
        }
      >
        有了学校才能出图。
      </EmptyState>
    );
  return (
    <div className="two-panes">
      <aside className="two-panes-list sheets-list">
        <h1>学校图幅</h1>
        <Input allowClear placeholder="学校名称" onChange={({ target }) => setText(target.value.trim())} />
        <ul>
          {rows.map((school) => (
            <SchoolItem key={school.id} school={school} chosen={school.id === chosen} />
          ))}
        </ul>
      </aside>
      <Preview key={`${chosen}/${scale}`} schoolId={chosen} scale={scale} onScale={setScale} />
    </div>
  );
}

function SchoolItem({ school, chosen }: { school: SchoolRow; chosen: boolean }) {
  return (
    <li>
      <a
        href={`#/sheets/${school.id}`}
        className={chosen ? 'sheets-school sheets-school-chosen' : 'sheets-school'}
      >
        <span>{school.name}</span>
        {school.violations > 0 && <span className="sheets-count number">区内 {school.violations}</span>}
      </a>
    </li>
  );
}

function Preview({
  schoolId,
  scale,
  onScale,
}: {
  schoolId: number;
  scale: number | null;
  onScale: (scale: number | null) => void;
}) {
  const state = useSheet(schoolId, scale);
  const ready = 'sheet' in state;
  const page = ['sheet', schoolId, ...(scale === null ? [] : [scale])].join('/');
  return (
    <section className="sheets-preview">
      <header className="sheets-controls">
        <span>A4 横向</span>
        <Select
          aria-label="比例尺"
          value={scale ?? 0}
          onChange={(value: number) => onScale(value || null)}
          options={[
            { value: 0, label: ready ? `自动（1:${state.sheet.frame.scale}）` : '自动' },
            ...roundScales.map((value) => ({ value, label: `1:${value}` })),
          ]}
          style={{ width: 150 }}
        />
        <PrintButton page={page} name={ready ? `${state.sheet.geometry.schoolName}安全区域图` : null} />
        <span className="quiet">预览与打印一致</span>
      </header>
      <div className="sheets-paper">
        {'error' in state && <ErrorState error={state.error} />}
        {'loading' in state && <Loading label="正在绘制图幅" />}
        {ready && <SheetPages sheet={state.sheet} />}
      </div>
    </section>
  );
}
