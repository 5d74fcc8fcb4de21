import { useMemo, useState } from 'react';
import type { VenueDetail } from '#shared/contract/places.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { useCommand } from '../../../client/queries.ts';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import type { DrawingRequest } from '../../../map/drawing/drawing-request.ts';
import { pointShape } from '../../../map/sketch-style.ts';
import { goTo } from '../../../routes/navigation.ts';
import { useDrawing } from '../map-tools.tsx';
import { Panel } from '../panel.tsx';
import { EditorActions } from './editor-actions.tsx';
import './editors.css';

/** A form that moves a venue to its real entrance. */
export function VenueMover({ venue }: { venue: VenueDetail }) {
  const [position, setPosition] = useState<[number, number] | null>(venue.position);
  const [source, setSource] = useState<PositionSource>('imagery');
  const [touched, setTouched] = useState(false);
  const save = useCommand('venues.savePosition');
  const carryOut = useCarryOut();
  const back = () => goTo({ name: 'venue', id: venue.id });
  const move = (next: [number, number] | null) => {
    setPosition(next);
    setTouched(true);
  };
  const placed = position !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setters never change
  const request = useMemo(
    (): DrawingRequest => ({
      key: placed ? 'venue' : 'venue/new',
      shape: 'point',
      value: position && pointShape(position),
      onChange: (shape) => {
        if (shape.type === 'Point') move(lngLatOf(shape.coordinates));
      },
    }),
    [position, placed],
  );
  useDrawing(request);
  const input = useMemo(
    () => (position ? { id: venue.id, position, source } : null),
    [venue.id, position, source],
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
          onSave={() => input && carryOut(() => save.mutateAsync({ input }), '位置已保存，研判已更新', back)}
          onCancel={back}
          remove={null}
        />
      }
    >
      <div className="editor">
        <p className="quiet small">
          {placed ? '拖动紫色圆点到出入口，或输入坐标。' : '在地图上点一下出入口的位置，或输入坐标。'}
          再次导入名单不会覆盖手工定位。
        </p>
        <div className="editor-row">
          <span>位置（WGS84）</span>
          <PositionInput position={position} onChange={move} />
        </div>
        <div className="editor-row">
          <span>位置来源</span>
          <SourceSelect
            value={source}
            onChange={(next) => {
              setSource(next);
              setTouched(true);
            }}
          />
        </div>
        {touched && <VerdictChanges command="venues.savePosition" input={input} />}
      </div>
    </Panel>
  );
}
