import { Button } from 'antd';
import { useState } from 'react';
import type { UnplacedVenue } from '#shared/contract/review.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { Elsewhere } from './elsewhere.tsx';
import { Candidate } from './place-candidate.tsx';
import { PlacingMap } from './placing-map.tsx';
import { useFocus } from './use-focus.ts';

/** One venue on the map with the places it could be at; a click places it. */
export function Placing({ venue, elsewhere }: { venue: UnplacedVenue; elsewhere: boolean }) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const { saving, save } = useSavePlace(venue);
  const join = useJoin(venue);
  const [position, setPosition] = useState<[number, number] | null>(venue.position);
  const [focus, setFocus] = useFocus(venue.candidates[0]?.position ?? venue.position);
  if (!workspace.data || !basemaps.data) return <Loading />;
  return (
    <>
      <PlacingMap
        workspace={workspace.data}
        basemaps={basemaps.data}
        candidates={venue.candidates}
        position={position}
        onPosition={setPosition}
        focus={focus}
      />
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
        <ByHand position={position} onPosition={setPosition} saving={saving} onSave={save} />
        <Elsewhere venue={venue} elsewhere={elsewhere} />
      </aside>
    </>
  );
}

type SavePlace = (position: [number, number], source: PositionSource) => Promise<void>;

/** A place that somebody gives by a click or by coordinates. */
function ByHand({
  position,
  onPosition,
  saving,
  onSave,
}: {
  position: [number, number] | null;
  onPosition: (position: [number, number] | null) => void;
  saving: boolean;
  onSave: SavePlace;
}) {
  const [source, setSource] = useState<PositionSource>('imagery');
  return (
    <>
      <h3>手工定位</h3>
      <p className="quiet small">
        {position ? '拖动紫色圆点，或输入坐标。' : '在地图上点一下出入口的位置，或输入坐标。'}
      </p>
      <PositionInput position={position} onChange={onPosition} />
      <SourceSelect value={source} onChange={setSource} />
      <Button
        type="primary"
        disabled={!position}
        loading={saving}
        onClick={() => position && void onSave(position, source)}
      >
        保存位置
      </Button>
    </>
  );
}

function useSavePlace(venue: UnplacedVenue): { saving: boolean; save: SavePlace } {
  const place = useCommand('locating.place');
  const carryOut = useCarryOut();
  const save: SavePlace = async (position, source) =>
    await carryOut(
      () => place.mutateAsync({ input: { places: [{ id: venue.id, position, source }], byHand: true } }),
      `“${venue.name}”已定位，研判已更新`,
    );
  return { saving: place.isPending, save };
}

/** Makes one record of the venue and of another one, which is kept. */
function useJoin(venue: UnplacedVenue) {
  const merge = useCommand('duplicates.merge');
  const carryOut = useCarryOut();
  return async (keptId: number) =>
    await carryOut(
      () => merge.mutateAsync({ input: { keptId, removedId: venue.id, values: 'kept' } }),
      '已合并为一家，可在场所面板里撤销',
    );
}
