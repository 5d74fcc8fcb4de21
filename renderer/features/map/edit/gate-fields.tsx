import { Button, Checkbox, Input, Segmented } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { GateDraft } from '#shared/contract/editing.ts';
import { NumberSetting } from '../../../components/fields/number-field.tsx';
import { PositionInput } from '../../../components/fields/position-field.tsx';
import { SourceSelect } from '../../../components/fields/source-select.tsx';
import { type ChangeGate, type GatePart, type GateState, gateHint } from './gate-draft.ts';

/** How a no-parking zone came about. */
type ZoneKind = OutputOf<'gates.zone'>['shape'];

/** What is said of a gate, and which of its shapes the map changes. */
export function GateFields({
  state,
  distance,
  zone,
  onChange,
  onPlace,
  onPart,
}: {
  state: GateState;
  /** How far the no-parking zone reaches, metres. */
  distance: number;
  zone: ZoneKind | null;
  onChange: ChangeGate;
  /** Null where there is no position that is understood. */
  onPlace: (position: [number, number] | null) => void;
  onPart: (part: GatePart) => void;
}) {
  const { draft, placed, part } = state;
  return (
    <>
      <div className="editor-row">
        <span>名称</span>
        <Input
          aria-label="校门名称"
          value={draft.name}
          maxLength={50}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </div>
      <Checkbox checked={draft.isMain} onChange={({ target }) => onChange({ isMain: target.checked })}>
        主校门
      </Checkbox>
      <div className="editor-row">
        <span>位置（WGS84）</span>
        <PositionInput position={placed ? draft.position : null} onChange={onPlace} />
      </div>
      <div className="editor-row">
        <span>位置来源</span>
        <SourceSelect
          value={draft.positionSource}
          onChange={(positionSource) => onChange({ positionSource })}
        />
      </div>
      <div className="editor-row">
        <span>地图上正在调整</span>
        <Segmented<GatePart>
          block
          value={part}
          disabled={!placed}
          onChange={onPart}
          options={[
            { value: 'gate', label: '校门位置' },
            { value: 'frontage', label: '门前道路线' },
            { value: 'band', label: '禁停范围' },
          ]}
        />
      </div>
      <p className="quiet small">{gateHint(state, distance)}</p>
      {draft.frontage && <FrontageWidth frontage={draft.frontage} onChange={onChange} />}
      <HandDrawn draft={draft} onChange={onChange} zone={zone} />
    </>
  );
}

function FrontageWidth({
  frontage,
  onChange,
}: {
  frontage: NonNullable<GateDraft['frontage']>;
  onChange: ChangeGate;
}) {
  return (
    <div className="editor-row">
      <span>门前道路宽</span>
      <NumberSetting
        label="门前道路宽"
        unit="米"
        min={2}
        max={80}
        value={frontage.width}
        onChange={(width) => onChange({ frontage: { ...frontage, width } })}
      />
    </div>
  );
}

const zoneKinds: Readonly<Record<ZoneKind, string>> = {
  alongRoad: '沿道路带状',
  circle: '圆形（40 m 内没有道路）',
  drawn: '手绘范围',
};

/** How the no-parking zone comes about, and what of it was drawn by hand and can be given up. */
function HandDrawn({
  draft,
  zone,
  onChange,
}: {
  draft: GateDraft;
  zone: ZoneKind | null;
  onChange: ChangeGate;
}) {
  return (
    <div className="editor-drawn">
      <span className="quiet small">禁停区：{zone ? zoneKinds[zone] : '—'}</span>
      {draft.frontage && (
        <Button size="small" type="link" onClick={() => onChange({ frontage: null })}>
          不用手绘道路线
        </Button>
      )}
      {draft.band && (
        <Button size="small" type="link" onClick={() => onChange({ band: null })}>
          不用手绘范围
        </Button>
      )}
    </div>
  );
}
