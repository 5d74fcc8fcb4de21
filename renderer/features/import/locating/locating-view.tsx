import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { UnplacedVenue } from '#shared/contract/review.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { GeocoderPanel } from './geocoder-panel.tsx';
import { Placing } from './placing.tsx';
import { SurePlaces } from './sure-places.tsx';

const PAGE = 100;

/** Venues without a position: matched with known addresses, or placed with a click. */
export function LocatingView() {
  const [text, setText] = useState('');
  const [chosenId, setChosenId] = useState<number | null>(null);
  const [elsewhere, setElsewhere] = useState(false);
  const list = useService('locating.list', { text, elsewhere, limit: PAGE });
  if (list.error) return <ErrorState error={list.error} />;
  if (!list.data && text === '' && !elsewhere) return <Loading label="正在比对地址" />;
  const rows = list.data?.rows ?? [];
  const chosen = rows.find(({ id }) => id === chosenId) ?? rows[0] ?? null;
  const waiting = list.data?.total ?? 0;
  const away = list.data?.elsewhere ?? 0;
  const total = elsewhere ? away : waiting;
  if (list.data && waiting === 0 && away === 0)
    return (
      <section className="card">
        <h2>待定位（0 家）</h2>
        <EmptyState title="没有待定位的场所">
          每家场所都有位置。名单里没有坐标的场所、地址变了而没有新坐标的场所会列在这里。
        </EmptyState>
      </section>
    );
  return (
    <div className="locating">
      <aside className="locating-list">
        <header>
          <p>
            <b className="number">{total}</b> 家{elsewhere ? '不属本区' : '待定位，受管控类别排在前面'}
          </p>
          {!elsewhere && (
            <>
              <SurePlaces count={list.data?.sure ?? 0} />
              <GeocoderPanel />
            </>
          )}
          {(away > 0 || elsewhere) && (
            <Checkbox checked={elsewhere} onChange={({ target }) => setElsewhere(target.checked)}>
              看不属本区的 {away} 家
            </Checkbox>
          )}
          <Input.Search
            allowClear
            placeholder="按名称或地址查找"
            aria-label="查找待定位"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </header>
        <VenueList rows={rows} chosen={chosen} onChoose={setChosenId} />
        {total > rows.length && (
          <p className="quiet small">先列出 {rows.length} 家，其余可查找或处理后再列。</p>
        )}
      </aside>
      {chosen && <Placing key={chosen.id} venue={chosen} elsewhere={elsewhere} />}
    </div>
  );
}

function VenueList({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly UnplacedVenue[];
  chosen: UnplacedVenue | null;
  onChoose: (id: number) => void;
}) {
  const workspace = useService('workspace.describe', {});
  return (
    <ul data-testid="unplaced">
      {rows.map(({ id, name, address, category, candidates }) => (
        <li key={id}>
          <button type="button" aria-pressed={id === chosen?.id} onClick={() => onChoose(id)}>
            <b>{name}</b>
            <span className="quiet small">
              {categoryTitle(workspace.data?.categories ?? [], category)} · {address || '没有地址'}
            </span>
            <span className="small">
              {candidates.length > 0 ? `候选 ${candidates.length} 处` : '没有候选'}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
