import { type CSSProperties, lazy, Suspense, useCallback, useEffect, useMemo, useReducer } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { useService } from '../../client/queries.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import type { MapTarget } from '../../map/map-props.ts';
import { goTo } from '../../routes/navigation.ts';
import { TableDock } from './dock/table-dock.tsx';
import { LayerPanel } from './layers/layer-panel.tsx';
import { useBasemaps } from './layers/use-basemaps.ts';
import { MapFrame } from './map-frame.tsx';
import { panelFor } from './map-panel.tsx';
import { type MapRoute, openTo, selectedBy } from './map-route.ts';
import { firstState, nextState, shownRows } from './map-state.ts';
import { MapToolsProvider } from './map-tools.tsx';
import { nothingSelected, type Selection } from './selection.ts';
import { SelectionPanel } from './selection-panel.tsx';
import { useNamedView } from './use-map-places.ts';
import { useOverlay } from './use-overlay.ts';
import { useSize } from './use-size.ts';
import './map-screen.css';
import { useMayCall } from '../../client/use-may.ts';

/** The main screen: layers, map, the selected thing, findings. Map, table and panel share one selection. */
export function MapScreen({ route }: { route: MapRoute }) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const may = useMayCall();
  if (workspace.error) return <ErrorState error={workspace.error} />;
  if (!workspace.data || !basemaps.isFetched) return <Loading label="正在打开地图" />;
  const shown = openTo(route, may);
  return <MapDesk route={shown} workspace={workspace.data} known={basemaps.data ?? noBasemaps} />;
}

// Its code is loaded when it is first needed, so that the map opens sooner.
const ToDrawList = lazy(async () => ({ default: (await import('./to-draw/to-draw-list.tsx')).ToDrawList }));
const noBasemaps: OutputOf<'basemaps.list'> = [];

/** Least width of the list of what is to be drawn, px. */
const LIST_WIDTH = 300;

interface MapDeskProps {
  readonly route: MapRoute;
  readonly workspace: WorkspaceSummary;
  readonly known: OutputOf<'basemaps.list'>;
}

function MapDesk({ route, workspace, known }: MapDeskProps) {
  const [state, dispatch] = useReducer(nextState, firstState);
  const may = useMayCall();
  const { control, picked } = state;
  // The map gets the room of the table: something is drawn on it.
  const isToDraw = route.name === 'toDraw';
  const overlay = useOverlay(workspace);
  const basemaps = useBasemaps(workspace.name, known);
  const selection = useSelection(route, picked);
  const tableSize = useSize('xueantu.table', {
    // On a low screen the map keeps half of it.
    initial: Math.min(280, Math.floor(window.innerHeight * 0.47)),
    least: 120,
    most: Math.max(560, Math.floor(window.innerHeight / 2)),
    edge: 'top',
  });
  const leftSize = useSize('xueantu.left', { initial: 264, least: 200, most: 400, edge: 'right' });
  const rightSize = useSize('xueantu.right', { initial: 348, least: 280, most: 520, edge: 'left' });
  useNamedView(route, control);
  // A figure on another screen was clicked, or a link to rows opened.
  useEffect(() => {
    if (route.name !== 'table') return;
    const { table, query, text = '' } = route;
    dispatch({ type: 'show rows', table, rows: { query, text } });
  }, [route]);
  // An address that names a thing shows its panel, wherever it came from: the search, a link, 后退.
  useEffect(() => {
    if (selectedBy(route) || route.name === 'region') dispatch({ type: 'pick', selection: nothingSelected });
  }, [route]);
  const showRows = useCallback(
    (table: TableName, query: Query) => dispatch({ type: 'show rows', table, rows: { query, text: '' } }),
    [],
  );
  const pick = (next: Selection) => dispatch({ type: 'pick', selection: next });
  const select = (target: MapTarget | null, add = false) => {
    if (target && add) {
      dispatch({ type: 'pick one more or less', from: selection, kind: target.kind, id: target.id });
      goTo({ name: 'map' });
      return;
    }
    pick(nothingSelected);
    goTo(target ? { name: target.kind, id: target.id } : { name: 'map' });
  };
  const panel =
    picked.ids.size > 0 ? (
      <SelectionPanel selection={picked} control={control} onClear={() => pick(nothingSelected)} />
    ) : (
      panelFor(route, workspace, { close: () => select(null), may, control })
    );
  return (
    <MapToolsProvider showRows={showRows}>
      {(drawn) => (
        <div
          className={panel ? 'map-screen map-screen-selected' : 'map-screen'}
          style={
            {
              '--left': `${isToDraw ? Math.max(leftSize.size, LIST_WIDTH) : leftSize.size}px`,
              '--right': `${rightSize.size}px`,
            } as CSSProperties
          }
        >
          <aside className="map-left">
            {route.name === 'toDraw' ? (
              <Suspense fallback={<Loading />}>
                <ToDrawList route={route} workspace={workspace.name} />
              </Suspense>
            ) : (
              <LayerPanel
                workspace={workspace}
                basemaps={basemaps.arranged}
                onBasemaps={(next) => basemaps.onLooks(next.map(({ look }) => look))}
                overlay={overlay.overlay}
                onOverlay={overlay.onOverlay}
                control={control}
                onShow={showRows}
              />
            )}
            <div className="edge edge-right" {...leftSize.handle} />
          </aside>
          <section
            className="map-centre"
            style={{ gridTemplateRows: `minmax(0, 1fr) ${isToDraw ? 0 : tableSize.size}px` }}
          >
            <MapFrame
              {...{ route, workspace, state, dispatch, drawn, selection, overlay, basemaps }}
              onSelect={select}
            />
            <div className="map-table" hidden={isToDraw}>
              <div className="edge edge-top" {...tableSize.handle} />
              <TableDock
                ready={state.isReady}
                workspace={workspace}
                table={state.table}
                onTable={(table) => dispatch({ type: 'choose table', table })}
                state={shownRows(state)}
                onState={(rows) => dispatch({ type: 'show rows', table: state.table, rows })}
                selection={selection}
                onSelection={pick}
                onOpen={select}
                onMap={overlay.overlay.filter}
                onOnMap={(filter) => overlay.onOverlay({ ...overlay.overlay, filter })}
              />
            </div>
          </section>
          {panel && (
            <aside className="map-right">
              <div className="edge edge-left" {...rightSize.handle} />
              <Suspense fallback={<Loading />}>{panel}</Suspense>
            </aside>
          )}
        </div>
      )}
    </MapToolsProvider>
  );
}

/** The thing that a panel shows is selected, unless several things are. */
function useSelection(route: MapRoute, picked: Selection): Selection {
  return useMemo(() => {
    const selected = selectedBy(route);
    return picked.ids.size === 0 && selected ? { kind: selected.kind, ids: new Set([selected.id]) } : picked;
  }, [route, picked]);
}
