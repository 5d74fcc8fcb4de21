import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { Basemap } from '#shared/contract/map.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { goTo } from '../../components/route.ts';
import type { OverlayGroup, OverlayState } from '../../map/workspace-style.ts';
import { type FindingFilter, noFilter } from './finding-filter.ts';

export interface LayerPanelProps {
  readonly workspace: WorkspaceSummary;
  readonly basemaps: readonly Basemap[];
  readonly hiddenBasemaps: readonly string[];
  readonly onHiddenBasemaps: (hidden: readonly string[]) => void;
  readonly overlay: OverlayState;
  readonly onOverlay: (overlay: OverlayState) => void;
  readonly onFilter: (filter: FindingFilter) => void;
}

/** Four figures that open what they count, then layers and base maps. */
export function LayerPanel(props: LayerPanelProps) {
  const { counts, pack } = props.workspace;
  const swept = counts.schools === 0 ? 0 : Math.round((counts.sweptSchools / counts.schools) * 100);
  return (
    <div className="layer-panel">
      <div className="figures">
        <Figure
          tone="violation"
          value={counts.violations}
          label="区内·禁设"
          onClick={() => props.onFilter({ ...noFilter, severity: 'violation' })}
        />
        <Figure
          tone="undetermined"
          value={counts.undetermined}
          label="待实测"
          onClick={() => props.onFilter({ ...noFilter, severity: 'undetermined' })}
        />
        <Figure
          tone={counts.overdueHazards > 0 ? 'violation' : 'plain'}
          value={counts.overdueHazards}
          label={`逾期，未结 ${counts.openHazards}`}
          onClick={() => goTo('ledger')}
        />
        <Figure
          tone="plain"
          value={swept}
          unit="%"
          label={`本季已整治 ${counts.sweptSchools}/${counts.schools}`}
          onClick={() => goTo('sweeps')}
        />
      </div>
      <h2>图层</h2>
      <ul className="layers">
        <Layer group="schools" {...props} count={counts.schools}>
          学校与校门
        </Layer>
        <Layer group="zones" {...props}>
          学生安全区域 {pack.safetyZone.distance} m
        </Layer>
        <Layer group="gateZones" {...props} count={counts.gates}>
          校门禁停区 {pack.gateZone.distance} m
        </Layer>
        <Layer group="links" {...props}>
          距离连线
        </Layer>
        <Layer group="venues" {...props} count={counts.venues}>
          场所
        </Layer>
        <CategoryLayers {...props} />
        <Layer group="facilities" {...props} count={counts.facilities}>
          交通设施
        </Layer>
      </ul>
      <h2>底图</h2>
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

function Layer({
  group,
  overlay,
  onOverlay,
  count,
  children,
}: LayerPanelProps & { group: OverlayGroup; count?: number; children: ReactNode }) {
  return (
    <li className="layer">
      <Checkbox
        checked={overlay.groups[group]}
        onChange={({ target }) =>
          onOverlay({ ...overlay, groups: { ...overlay.groups, [group]: target.checked } })
        }
      >
        {children}
      </Checkbox>
      {count !== undefined && <span className="layer-count number">{count}</span>}
    </li>
  );
}

function CategoryLayers({ workspace, overlay, onOverlay }: LayerPanelProps) {
  const present = workspace.categories
    .map((category) => ({ ...category, count: workspace.venuesByCategory[category.id] ?? 0 }))
    .filter((category) => category.count > 0);
  const rest = workspace.venuesByCategory.other ?? 0;
  const hidden = new Set(overlay.hiddenCategories);
  const toggle = (id: string, shown: boolean) =>
    onOverlay({
      ...overlay,
      hiddenCategories: shown
        ? overlay.hiddenCategories.filter((other) => other !== id)
        : [...overlay.hiddenCategories, id],
    });
  return (
    <>
      {[...present, ...(rest > 0 ? [{ id: 'other', title: '其他', count: rest }] : [])].map((category) => (
        <li key={category.id} className="layer layer-child">
          <Checkbox
            disabled={!overlay.groups.venues}
            checked={!hidden.has(category.id)}
            onChange={({ target }) => toggle(category.id, target.checked)}
          >
            {category.title}
          </Checkbox>
          <span className="layer-count number">{category.count}</span>
        </li>
      ))}
      <li className="layer layer-child">
        <Checkbox
          disabled={!overlay.groups.venues}
          checked={overlay.outside}
          onChange={({ target }) => onOverlay({ ...overlay, outside: target.checked })}
        >
          显示区外场所
        </Checkbox>
      </li>
    </>
  );
}

function BasemapLayers({ basemaps, hiddenBasemaps, onHiddenBasemaps }: LayerPanelProps) {
  if (basemaps.length === 0)
    return (
      <p className="quiet small">
        没有底图。把 PMTiles 或 MBTiles 文件放进工作区的 basemaps 文件夹，重新打开即可。
      </p>
    );
  return (
    <ul className="layers">
      {basemaps.map((basemap) => (
        <li key={basemap.id} className="layer">
          <Checkbox
            disabled={basemap.problem !== null}
            checked={basemap.problem === null && !hiddenBasemaps.includes(basemap.id)}
            onChange={({ target }) =>
              onHiddenBasemaps(
                target.checked
                  ? hiddenBasemaps.filter((id) => id !== basemap.id)
                  : [...hiddenBasemaps, basemap.id],
              )
            }
          >
            {basemap.title}
          </Checkbox>
          {basemap.problem && <span className="layer-problem">{basemap.problem}</span>}
        </li>
      ))}
    </ul>
  );
}
