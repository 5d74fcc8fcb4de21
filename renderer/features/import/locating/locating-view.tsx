import { Button, Checkbox, Input, Popconfirm } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { PlaceCandidate, UnplacedVenue } from '#shared/contract/review.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import { type PositionSource, positionSourceNames } from '#shared/zones/uncertainty.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { useNotify } from '../../../components/notify.ts';
import { PositionFields, SourceSelect } from '../../../components/position-fields.tsx';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { MapView } from '../../../map/map-view.tsx';
import { type OverlayState, usualOverlay } from '../../../map/overlay-state.ts';
import { pointShape, type SketchShape, sketchOf } from '../../../map/sketch-style.ts';
import { GeocoderPanel } from './geocoder-panel.tsx';
import { SurePlaces } from './sure-places.tsx';

const unseen = { shown: false, opacity: 1, labels: false };
const overlay: OverlayState = {
  ...usualOverlay,
  looks: { ...usualOverlay.looks, gateZones: unseen, links: unseen, facilities: unseen },
};

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
      <EmptyState title="没有待定位的场所">
        每家场所都有位置。名单里没有坐标的场所、地址变了而没有新坐标的场所会列在这里。
      </EmptyState>
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

/** One venue on the map with the places it could be at; a click places it. */
function Placing({ venue, elsewhere }: { venue: UnplacedVenue; elsewhere: boolean }) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const place = useCommand('locating.place');
  const merge = useCommand('duplicates.merge');
  const notify = useNotify();
  const [position, setPosition] = useState<[number, number] | null>(venue.position);
  const [source, setSource] = useState<PositionSource>('imagery');
  const first = venue.candidates[0]?.position ?? venue.position;
  const [focus, setFocus] = useState(first ? { position: first, zoom: 16 } : null);
  const placed = position !== null;
  const request = useMemo(
    (): DrawingRequest => ({
      key: placed ? 'place' : 'place/new',
      shape: 'point',
      value: position && pointShape(position),
      onChange: (shape) => {
        if (shape.type === 'Point') setPosition(lngLatOf(shape.coordinates));
      },
    }),
    [position, placed],
  );
  const sketch = useMemo(
    () =>
      sketchOf(
        ...venue.candidates.map(
          (candidate, i): SketchShape => ['spot', pointShape(candidate.position), `${i + 1}`],
        ),
      ),
    [venue.candidates],
  );
  useEffect(() => {
    if (first) setFocus({ position: first, zoom: 16 });
  }, [first]);
  const save = async (at: [number, number], from: PositionSource) => {
    try {
      await place.mutateAsync({
        input: { places: [{ id: venue.id, position: at, source: from }], byHand: true },
      });
      notify.done(`“${venue.name}”已定位，研判已更新`);
    } catch (error) {
      notify.failed(error);
    }
  };
  const join = async (keptId: number) => {
    try {
      await merge.mutateAsync({ input: { keptId, removedId: venue.id, values: 'kept' } });
      notify.done('已合并为一家，可在场所面板里撤销');
    } catch (error) {
      notify.failed(error);
    }
  };
  if (!workspace.data || !basemaps.data) return <Loading />;
  return (
    <>
      <div className="locating-map">
        <MapView
          revision={workspace.data.revision}
          bounds={workspace.data.bounds}
          categories={workspace.data.categories}
          basemaps={basemaps.data}
          overlay={overlay}
          selected={null}
          focus={focus}
          drawing={request}
          sketch={sketch}
          onSelect={() => undefined}
          onPointer={() => undefined}
          onView={() => undefined}
        />
      </div>
      <aside className="locating-panel">
        <h2>{venue.name}</h2>
        <p className="quiet">{venue.address || '没有地址'}</p>
        <h3>候选位置</h3>
        {venue.candidates.length === 0 && <p className="quiet small">地址库和已有场所里都没有相近的地址。</p>}
        <ol>
          {venue.candidates.map((candidate, i) => (
            <Candidate
              key={`${candidate.title}/${candidate.position.join()}`}
              number={i + 1}
              candidate={candidate}
              onLook={() => setFocus({ position: candidate.position, zoom: 17 })}
              onTake={() => save(candidate.position, candidate.source)}
              onMerge={candidate.venueId === null ? null : join}
            />
          ))}
        </ol>
        <h3>手工定位</h3>
        <p className="quiet small">
          {placed ? '拖动紫色圆点，或输入坐标。' : '在地图上点一下出入口的位置，或输入坐标。'}
        </p>
        <PositionFields position={position} onChange={setPosition} />
        <SourceSelect value={source} onChange={setSource} />
        <Button
          type="primary"
          disabled={!position}
          loading={place.isPending}
          onClick={() => position && void save(position, source)}
        >
          保存位置
        </Button>
        <Elsewhere venue={venue} elsewhere={elsewhere} />
      </aside>
    </>
  );
}

/** Says that an address does not lie in this district, so that nobody is asked for its place again. */
function Elsewhere({ venue, elsewhere }: { venue: UnplacedVenue; elsewhere: boolean }) {
  const setElsewhere = useCommand('locating.setElsewhere');
  const notify = useNotify();
  const turn = async () => {
    try {
      await setElsewhere.mutateAsync({ input: { ids: [venue.id], isElsewhere: !elsewhere } });
      notify.done(elsewhere ? `“${venue.name}”回到待定位` : `“${venue.name}”不属本区，不再要求定位`);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <>
      <h3>不在本区</h3>
      <p className="quiet small">
        {elsewhere
          ? '地址已记为不属本区。名单里换了地址会再次列入待定位。'
          : '地址不在本区的，记下后不再要求定位；名单里换了地址会再次列出。'}
      </p>
      <Button loading={setElsewhere.isPending} onClick={turn}>
        {elsewhere ? '属于本区，重新定位' : '不属本区'}
      </Button>
    </>
  );
}

function Candidate({
  number,
  candidate,
  onLook,
  onTake,
  onMerge,
}: {
  number: number;
  candidate: PlaceCandidate;
  onLook: () => void;
  onTake: () => void;
  /** Null where no venue stands there. */
  onMerge: ((venueId: number) => void) | null;
}) {
  return (
    <li>
      <span>
        <b>{number}</b> {candidate.title}
      </span>
      <span className="quiet small">
        {candidate.likeness === 1 ? '地址完全一致' : `相近程度 ${Math.round(candidate.likeness * 100)}%`} ·{' '}
        {positionSourceNames[candidate.source]}
        {!candidate.isAreaConfirmed && ' · 区划未能核对'}
      </span>
      <span>
        <Button size="small" onClick={onLook}>
          看
        </Button>{' '}
        <Button size="small" type="primary" ghost onClick={onTake}>
          采用
        </Button>{' '}
        {onMerge && candidate.venueId !== null && (
          <Popconfirm
            title="两条记录合并为一家？"
            description={`${candidate.title}。检查和隐患都归到它，可以撤销。`}
            okText="合并"
            cancelText="取消"
            onConfirm={() => candidate.venueId !== null && onMerge(candidate.venueId)}
          >
            <Button size="small">就是这家，合并</Button>
          </Popconfirm>
        )}
      </span>
    </li>
  );
}
