import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { MapControl } from '../../../map/map-control.ts';
import type { OverlayState } from '../../../map/overlay-state.ts';
import { onlySeverity } from '../dock/usual-queries.ts';
import type { ArrangedBasemap } from './arranged-basemaps.ts';
import { BasemapLayers } from './basemap-layers.tsx';
import { OverlayLayers } from './overlay-layers.tsx';
import './layers.css';
import { goTo } from '../../../routes/navigation.ts';

export interface LayerPanelProps {
  readonly workspace: WorkspaceSummary;
  /** Bottom first. */
  readonly basemaps: readonly ArrangedBasemap[];
  readonly onBasemaps: (basemaps: readonly ArrangedBasemap[]) => void;
  readonly overlay: OverlayState;
  readonly onOverlay: (overlay: OverlayState) => void;
  readonly control: MapControl | null;
  /** Shows rows of a table beneath the map. */
  readonly onShow: (table: TableName, query: Query) => void;
}

/** Four figures that open what they count, then layers and base maps. */
export function LayerPanel(props: LayerPanelProps) {
  const { counts } = props.workspace;
  const swept = counts.schools === 0 ? 0 : Math.round((counts.sweptSchools / counts.schools) * 100);
  return (
    <div className="layer-panel">
      <div className="figures">
        <Figure
          tone="violation"
          value={counts.violations}
          label="区内·禁设"
          onClick={() => props.onShow('findings', onlySeverity('violation'))}
        />
        <Figure
          tone="undetermined"
          value={counts.undetermined}
          label="待实测"
          onClick={() => props.onShow('findings', onlySeverity('undetermined'))}
        />
        <Figure
          tone={counts.overdueHazards > 0 ? 'violation' : 'plain'}
          value={counts.overdueHazards}
          label={`逾期，未结 ${counts.openHazards}`}
          onClick={() => goTo({ name: 'ledger' })}
        />
        <Figure
          tone="plain"
          value={swept}
          unit="%"
          label={`本期已整治 ${counts.sweptSchools}/${counts.schools}`}
          onClick={() => goTo({ name: 'sweeps' })}
        />
      </div>
      <OverlayLayers {...props} />
      <BasemapLayers {...props} />
    </div>
  );
}

function Figure({
  value,
  unit,
  label,
  tone,
  onClick,
}: {
  value: number;
  unit?: string;
  label: string;
  tone: string;
  onClick: () => void;
}) {
  return (
    <button type="button" className={`figure figure-${tone}`} onClick={onClick}>
      <span className="figure-value number">
        {value}
        {unit && <small>{unit}</small>}
      </span>
      <span className="figure-label">{label}</span>
    </button>
  );
}
