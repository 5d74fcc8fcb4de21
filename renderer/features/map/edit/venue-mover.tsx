import { useMemo } from 'react';
import { z } from 'zod';
import { placeSchema } from '#shared/contract/editing.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import { positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { useCommand } from '../../../client/queries.ts';
import { DraftNotices } from '../../../components/drafts/draft-notices.tsx';
import { useKeptEdits } from '../../../components/drafts/use-kept-edits.ts';
import { PlaceSearch } from '../../../components/fields/place-search.tsx';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { Panel } from '../panel.tsx';
import { usePointDrawing } from '../use-point-drawing.ts';
import { EditorActions } from './editor-actions.tsx';
import './editors.css';

/** A form that moves a venue to its real entrance. */
export function VenueMover({ venue }: { venue: VenueDetail }) {
  const { place, touched, change, kept, discard } = useEntrance(venue);
  const { position, source } = place;
  const save = useCommand('venues.savePosition');
  const carryOut = useCarryOut();
  const back = () => goTo({ name: 'venue', id: venue.id });
  const placed = position !== null;
  usePointDrawing('venue', position, (next) => change({ position: next }));
  const input = useMemo(
    () => (position ? { id: venue.id, position, source } : null),
    [venue.id, position, source],
  );
  const submit = () =>
    input &&
    carryOut(
      () => save.mutateAsync({ input }),
      '位置已保存，研判已更新',
      () => {
        kept.end();
        back();
      },
    );
  return (
    <Panel
      title="移动场所出入口"
      tags={<span className="quiet">{venue.name}</span>}
      onClose={back}
      actions={
        <EditorActions
          canSave={touched && input !== null}
          saving={save.isPending}
          onSave={submit}
          onCancel={back}
          remove={null}
        />
      }
    >
      <div className="editor">
        <DraftNotices draft={kept} onDiscard={discard} />
        <p className="quiet small">
          {placed ? '拖动紫色圆点到出入口，或输入坐标。' : '在地图上点一下出入口的位置，或输入坐标。'}
          再次导入名单不会覆盖手工定位。
        </p>
        <PlaceSearch onFound={(found) => change({ position: found.position, source: found.source })} />
        <div className="editor-row">
          <span>位置（WGS84）</span>
          <PositionInput position={position} onChange={(next) => change({ position: next })} />
        </div>
        <div className="editor-row">
          <span>位置来源</span>
          <SourceSelect value={source} onChange={(next) => change({ source: next })} />
        </div>
        {touched && <VerdictChanges command="venues.savePosition" input={input} />}
      </div>
    </Panel>
  );
}

const entranceSchema = z.object({ position: placeSchema.nullable(), source: positionSourceSchema });
type Entrance = z.infer<typeof entranceSchema>;

/** Where the entrance is known to be until somebody says another place, which is kept until it is saved. */
function useEntrance({ id, name, position: known }: VenueDetail) {
  const begun = useMemo((): Entrance => ({ position: known, source: 'imagery' }), [known]);
  const { state: place, ...edits } = useKeptEdits(
    { kind: 'place', thing: `venue/${id}/position`, title: `${name}出入口` },
    entranceSchema,
    begun,
  );
  return { place, ...edits };
}
