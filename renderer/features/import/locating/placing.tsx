import { Button } from 'antd';
import { useCallback, useState } from 'react';
import type { UnplacedVenue } from '#shared/contract/locating.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useService } from '../../../client/queries.ts';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { categoryTitle, metres } from '../../../components/format.ts';
import { Loading } from '../../../components/states.tsx';
import { ConsequenceTag } from '../queue/consequence-tag.tsx';
import { QueueKeys } from '../queue/queue-keys.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { Candidate } from './place-candidate.tsx';
import { PlacingMap } from './placing-map.tsx';
import { useFocus } from './use-focus.ts';
import {
  type LocatingFilter,
  type LocatingQueue,
  type PlaceDecisions,
  useLocatingKeys,
  usePlaceDecisions,
} from './use-locating.ts';

type Position = [number, number];

interface PlacingProps {
  readonly queue: LocatingQueue;
  readonly filter: LocatingFilter;
  readonly readAnew: () => void;
  readonly onFind: () => void;
  readonly onSure: () => void;
}

/** The venue in hand on the map, which stays from one to the next, with the places it could be at; a click places it. */
export function Placing({ queue, filter, readAnew, onFind, onSure }: PlacingProps) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const venue = queue.current;
  const decisions = usePlaceDecisions(queue, filter, readAnew);
  const [position, setPosition] = useGivenPlace(venue);
  const [source, setSource] = useState<PositionSource>('imagery');
  const [focus, setFocus] = useFocus(venue?.candidates[0]?.position ?? venue?.position ?? null);
  const save = () => void (position && decisions.place(position, source));
  useLocatingKeys(queue, decisions, { save, find: onFind, openSure: onSure });
  if (!workspace.data || !basemaps.data) return <Loading />;
  return (
    <>
      <PlacingMap
        venueId={venue?.id ?? null}
        workspace={workspace.data}
        basemaps={basemaps.data}
        candidates={venue?.candidates ?? []}
        position={position}
        onPosition={setPosition}
        focus={focus}
      />
      <aside className="locating-panel">
        {venue && (
          <>
            <VenueInHand venue={venue} />
            <h3>候选位置</h3>
            <Candidates
              venue={venue}
              decisions={decisions}
              onLook={(at) => setFocus({ position: at, zoom: 17 })}
            />
            <ByHand {...{ position, source }} onPosition={setPosition} onSource={setSource} onSave={save} />
            <Elsewhere elsewhere={filter.elsewhere} onTurn={decisions.turnElsewhere} />
          </>
        )}
        <QueueKeys queue={queue} unit="家" hasOne={venue !== null} />
      </aside>
    </>
  );
}

/** What the place in hand is: that of a click or of a field, until another venue is in hand. */
function useGivenPlace(venue: UnplacedVenue | null): [Position | null, (position: Position | null) => void] {
  const [given, setGiven] = useState<{ id: number; position: Position | null } | null>(null);
  const id = venue?.id;
  // The map draws anew with each other function.
  const give = useCallback(
    (position: Position | null) => (id === undefined ? undefined : setGiven({ id, position })),
    [id],
  );
  return [given?.id === id && given ? given.position : (venue?.position ?? null), give];
}

function VenueInHand({ venue: { name, address, category, consequence } }: { venue: UnplacedVenue }) {
  const workspace = useService('workspace.describe', {});
  return (
    <>
      <h2 data-testid="unplaced-name">{name}</h2>
      <p className="quiet">
        {categoryTitle(workspace.data?.categories ?? [], category)} · {address || '没有地址'}
      </p>
      {consequence && (
        <p className="small">
          若在候选 1 处：
          <ConsequenceTag severity={consequence.severity} /> 距{consequence.schoolName}{' '}
          <span className="number">{metres(consequence.distance)}</span>
        </p>
      )}
    </>
  );
}

function Candidates({
  venue,
  decisions,
  onLook,
}: {
  venue: UnplacedVenue;
  decisions: PlaceDecisions;
  onLook: (position: Position) => void;
}) {
  if (venue.candidates.length === 0)
    return <p className="quiet small">地址库和已有场所里都没有相近的地址。</p>;
  return (
    <ol>
      {venue.candidates.map((candidate, i) => (
        <Candidate
          key={`${candidate.title}/${candidate.position.join()}`}
          number={i + 1}
          candidate={candidate}
          onLook={() => onLook(candidate.position)}
          onTake={() => void decisions.adopt(candidate)}
          onMerge={() => void decisions.join(candidate)}
        />
      ))}
    </ol>
  );
}

/** A place that somebody gives by a click or by coordinates. */
function ByHand({
  position,
  source,
  onPosition,
  onSource,
  onSave,
}: {
  position: Position | null;
  source: PositionSource;
  onPosition: (position: Position | null) => void;
  onSource: (source: PositionSource) => void;
  onSave: () => void;
}) {
  return (
    <>
      <h3>手工定位</h3>
      <p className="quiet small">
        {position ? '拖动紫色圆点，或输入坐标。' : '在地图上点一下出入口的位置，或输入坐标。'}
      </p>
      <PositionInput position={position} onChange={onPosition} />
      <SourceSelect value={source} onChange={onSource} />
      <Button type="primary" disabled={!position} onClick={onSave}>
        保存位置　<kbd>S</kbd>
      </Button>
    </>
  );
}
