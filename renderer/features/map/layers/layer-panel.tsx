import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { type Figure, figures } from '#shared/tables/figures.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { MapControl } from '../../../map/map-control.ts';
import type { OverlayState } from '../../../map/overlay-state.ts';
import type { ArrangedBasemap } from './arranged-basemaps.ts';
import { BasemapLayers } from './basemap-layers.tsx';
import { OverlayLayers } from './overlay-layers.tsx';
import './layers.css';

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
  const { workspace, onShow } = props;
  const { counts } = workspace;
  const swept = counts.schools === 0 ? 0 : Math.round((counts.sweptSchools / counts.schools) * 100);
  return (
    <div className="layer-panel">
      <div className="figures">
        <ShownFigure
          tone="violation"
          of={figures.violation}
          value={counts.violations}
          label="区内·禁设"
          onShow={onShow}
        />
        <ShownFigure
          tone="undetermined"
          of={figures.undetermined}
          value={counts.undetermined}
          label="待实测"
          onShow={onShow}
        />
        <ShownFigure
          tone={counts.overdueHazards > 0 ? 'violation' : 'plain'}
          of={figures.overdue}
          value={counts.overdueHazards}
          label={`逾期，未结 ${counts.openHazards}`}
          onShow={onShow}
        />
        <ShownFigure
          tone="plain"
          of={figures.swept}
          value={swept}
          unit="%"
          label={`本期已整治 ${counts.sweptSchools}/${counts.schools}`}
          onShow={onShow}
        />
      </div>
      <OverlayLayers {...props} />
      <BasemapLayers {...props} />
    </div>
  );
}

function ShownFigure({
  of,
  value,
  unit,
  label,
  tone,
  onShow,
}: Pick<LayerPanelProps, 'onShow'> & {
  of: Figure;
  value: number;
  unit?: string;
  /** Shorter than elsewhere: there is little room. */
  label: string;
  tone: string;
}) {
  return (
    <button
      type="button"
      className={`figure figure-${tone}`}
      title={of.explained}
      onClick={() => onShow(of.table, of.query)}
    >
      <span className="figure-value number">
        {value.toLocaleString('zh-CN')}
        {unit && <small>{unit}</small>}
      </span>
      <span className="figure-label">{label}</span>
    </button>
  );
}
