import {
  type CSSProperties,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { plainAttribution } from '#shared/basemaps/attribution.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { useService } from '../../client/queries.ts';
import { IncidentDialog } from '../../components/gates/incident-dialog.tsx';
import { localTime } from '../../components/officer-fields.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { useRemembered } from '../../components/use-remembered.ts';
import type { MapControl } from '../../map/map-control.ts';
import { type MapTarget, MapView } from '../../map/map-view.tsx';
import { completed, type OverlayState, usualOverlay } from '../../map/overlay-state.ts';
import type { MapToolId } from '../../map/tool-ids.ts';
import { linkTo } from '../../routes/routes.ts';
import { TableDock, type TableState } from './dock/table-dock.tsx';
import { firstQuery } from './dock/usual-queries.ts';
import { arrange, type BasemapLook } from './layers/arranged-basemaps.ts';
import { LayerPanel } from './layers/layer-panel.tsx';
import { Legend } from './legend.tsx';
import { MapMenu, type MenuPlace } from './map-menu.tsx';
import { gateOf, isDrawing, isEditing, type MapRoute, regionOf, selectedBy } from './map-route.ts';
import { MapToolsProvider } from './map-tools.tsx';
import { OverviewInset } from './overview-inset.tsx';
import { SchoolPanel } from './school-panel.tsx';
import { changed, nothingSelected, type Selection } from './selection.ts';
import { SelectionPanel } from './selection-panel.tsx';
import { StatusLine } from './status-line.tsx';
import { ToolBar } from './tools/tool-bar.tsx';
import { useSize } from './use-size.ts';
import { VenuePanel } from './venue-panel.tsx';
import './map-screen.css';
import { goTo } from '../../routes/navigation.ts';

const ToolInUse = lazy(async () => ({ default: (await import('./tools/tool-in-use.tsx')).ToolInUse }));

// The code of editing and of pre-checks is loaded when it is first needed, so that the map opens sooner.
const EditPanel = lazy(async () => ({ default: (await import('./edit/edit-panel.tsx')).EditPanel }));
const ObjectEditor = lazy(async () => ({ default: (await import('./edit/object-editor.tsx')).ObjectEditor }));
const GatePlanPanel = lazy(async () => ({
  default: (await import('./gate-plan/gate-plan-panel.tsx')).GatePlanPanel,
}));
const PrecheckSchool = lazy(async () => ({
  default: (await import('./precheck/precheck-school.tsx')).PrecheckSchool,
}));
const PrecheckVenue = lazy(async () => ({
  default: (await import('./precheck/precheck-venue.tsx')).PrecheckVenue,
}));

/** Below this zoom, drawing does not snap to edges: they lie too close together. */
const SNAP_ZOOM = 14;

/** Where there are more ungoverned venues than this, they are hidden at first: they would cover all others. */
const CROWD = 3000;

/** The main screen: layers, map, the selected thing, findings. Map, table and panel share one selection. */
export function MapScreen({ route }: { route: MapRoute }) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const remembered = `xueantu.map.${workspace.data?.name ?? ''}`;
  const [chosenOverlay, setOverlay] = useRemembered<OverlayState | null>(`${remembered}.overlay`, null);
  const [looks, setLooks] = useRemembered<readonly BasemapLook[]>(`${remembered}.basemaps`, []);
  const [table, setTable] = useState<TableName>('findings');
  const [states, setStates] = useState<Readonly<Partial<Record<TableName, TableState>>>>({});
  const [multiple, setMultiple] = useState<Selection>(nothingSelected);
  const [pointer, setPointer] = useState<LngLat | null>(null);
  const [view, setView] = useState({ zoom: 14, latitude: 39.9, bearing: 0 });
  const [ready, setReady] = useState(false);
  const [control, setControl] = useState<MapControl | null>(null);
  const [chosenTool, setTool] = useState<MapToolId | null>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const selected = useMemo(() => selectedBy(route), [route]);
  const focus = useFocus(selected, gateOf(route));
  const [noted, setNoted] = useState<LngLat | null>(null);
  // The thing that a panel shows is selected, unless several things are selected.
  const selection = useMemo(
    () =>
      multiple.ids.size === 0 && selected ? { kind: selected.kind, ids: new Set([selected.id]) } : multiple,
    [multiple, selected],
  );
  const tableSize = useSize('xueantu.table', { initial: 280, least: 120, most: 560, edge: 'top' });
  const leftSize = useSize('xueantu.left', { initial: 264, least: 200, most: 400, edge: 'right' });
  const rightSize = useSize('xueantu.right', { initial: 348, least: 280, most: 520, edge: 'left' });
  // A figure on another screen was clicked, or a link to rows opened.
  useEffect(() => {
    if (route.name !== 'table') return;
    setTable(route.table);
    setStates((known) => ({ ...known, [route.table]: { query: route.query, text: route.text ?? '' } }));
  }, [route]);
  const edges = useService(
    'map.lines',
    isDrawing(route) && control && view.zoom >= SNAP_ZOOM ? { bounds: roundedBox(control.bounds) } : null,
  );
  useRegionInView(regionOf(route), control);
  useEffect(() => {
    if (route.name !== 'view') return;
    const [lng, lat] = route.centre;
    control?.show({ lng, lat, zoom: route.zoom, bearing: route.bearing ?? 0 });
  }, [route, control]);
  const others = workspace.data?.venuesByCategory.other ?? 0;
  const firstOverlay = useMemo(
    () => (others > CROWD ? { ...usualOverlay, hiddenCategories: ['other'] } : usualOverlay),
    [others],
  );
  const overlay = useMemo(
    () => (chosenOverlay ? completed(chosenOverlay, firstOverlay) : firstOverlay),
    [chosenOverlay, firstOverlay],
  );
  const regions = useService('map.regions', overlay.looks.regions.shown ? {} : null);
  const { shading, regionLevel } = overlay;
  const shaded = useMemo(
    () =>
      shading === 'none'
        ? []
        : (regions.data ?? [])
            .filter(({ level }) => level === regionLevel)
            .map((region) => ({ id: region.id, count: region[shading] })),
    [regions.data, shading, regionLevel],
  );
  const arranged = useMemo(() => arrange(basemaps.data ?? [], looks), [basemaps.data, looks]);
  const shownBasemaps = useMemo(
    () =>
      arranged
        .filter(({ look }) => look.shown)
        .map(({ basemap, look }) => ({ ...basemap, opacity: look.opacity })),
    [arranged],
  );

  if (workspace.error) return <ErrorState error={workspace.error} />;
  if (!workspace.data || !basemaps.isFetched) return <Loading label="正在打开地图" />;
  const { categories, bounds, revision, pack } = workspace.data;
  const select = (target: MapTarget | null, add = false) => {
    if (target && add) {
      const has = selection.kind === target.kind && selection.ids.has(target.id);
      setMultiple(changed(selection, target.kind, has ? [] : [target.id], has ? [target.id] : []));
      goTo({ name: 'map' });
      return;
    }
    setMultiple(nothingSelected);
    if (target) goTo({ name: target.kind, id: target.id });
    else goTo({ name: 'map' });
  };
  const pickFacility = (id: number) => {
    const has = selection.kind === 'facility' && selection.ids.has(id);
    setMultiple(changed(selection, 'facility', has ? [] : [id], has ? [id] : []));
    goTo({ name: 'map' });
  };
  const show = (name: TableName, query: Query) => {
    setTable(name);
    setStates((known) => ({ ...known, [name]: { query, text: '' } }));
  };
  const panel =
    multiple.ids.size > 0 ? (
      <SelectionPanel selection={multiple} control={control} onClear={() => setMultiple(nothingSelected)} />
    ) : (
      panelFor(route, workspace.data, () => select(null))
    );
  const isBusy = isEditing(route);
  const tool = route.name === 'tool' ? route.tool : chosenTool;
  const toolInUse = isBusy ? null : tool;
  return (
    <MapToolsProvider>
      {({ drawing, sketch }) => (
        <div
          className={panel ? 'map-screen map-screen-selected' : 'map-screen'}
          style={{ '--left': `${leftSize.size}px`, '--right': `${rightSize.size}px` } as CSSProperties}
        >
          <aside className="map-left">
            <LayerPanel
              workspace={workspace.data}
              basemaps={arranged}
              onBasemaps={(next) => setLooks(next.map(({ look }) => look))}
              overlay={overlay}
              onOverlay={setOverlay}
              control={control}
              onShow={show}
            />
            <div className="edge edge-right" {...leftSize.handle} />
          </aside>
          <section className="map-centre" style={{ gridTemplateRows: `minmax(0, 1fr) ${tableSize.size}px` }}>
            <div className="map-frame" ref={frame}>
              <MapView
                revision={revision}
                bounds={bounds}
                categories={categories}
                basemaps={shownBasemaps}
                overlay={overlay}
                selected={selected}
                picked={selection}
                shaded={shaded}
                focus={focus}
                drawing={drawing}
                edges={edges.data ?? []}
                sketch={sketch}
                onSelect={select}
                onThing={(thing, id, add) => {
                  if (add && thing === 'facilities') pickFacility(id);
                  else goTo({ name: 'edit', table: thing, id });
                }}
                onMenu={(position, at) => setMenu({ position, at })}
                onControl={setControl}
                onReady={() => setReady(true)}
                onPointer={setPointer}
                onView={setView}
              />
              <ToolBar
                precheck={route.name === 'precheck' ? route.what : null}
                tool={toolInUse}
                onTool={(next) => {
                  if ((isBusy && next) || route.name === 'tool') goTo({ name: 'map' });
                  setTool(next);
                }}
                control={control}
                frame={frame}
              />
              {toolInUse && (
                <Suspense fallback={null}>
                  <ToolInUse
                    tool={toolInUse}
                    schoolId={selected?.kind === 'school' ? selected.id : null}
                    overlay={overlay}
                    selection={selection}
                    onSelection={setMultiple}
                    onClose={() => {
                      setTool(null);
                      if (route.name === 'tool') goTo({ name: 'map' });
                    }}
                  />
                </Suspense>
              )}
              <OverviewInset bounds={bounds} control={control} />
              {menu && (
                <MapMenu place={menu} control={control} onNote={setNoted} onClose={() => setMenu(null)} />
              )}
              {noted && (
                <IncidentDialog
                  incident={{ id: null, position: noted, kind: '乱停', at: localTime(new Date()), note: '' }}
                  onClose={() => setNoted(null)}
                />
              )}
              <Legend
                zone={pack.safetyZone.distance}
                gate={pack.gateZone.distance}
                alongRoad={pack.gateZone.shape === 'alongRoad'}
              />
              <StatusLine pointer={pointer} view={view} attribution={attributionOf(shownBasemaps)} />
            </div>
            <div className="map-table">
              <div className="edge edge-top" {...tableSize.handle} />
              <TableDock
                ready={ready}
                workspace={workspace.data}
                table={table}
                onTable={setTable}
                state={states[table] ?? { query: firstQuery[table], text: '' }}
                onState={(state) => setStates((known) => ({ ...known, [table]: state }))}
                selection={selection}
                onSelection={setMultiple}
                onOpen={select}
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

/** What the right side shows: something selected, an edit of it, or a pre-check. */
function panelFor(route: MapRoute, workspace: WorkspaceSummary, close: () => void): ReactNode {
  switch (route.name) {
    case 'map':
    case 'region':
    case 'tool':
    case 'table':
    case 'view':
      return null;
    case 'precheck':
      return route.what === 'school' ? (
        <PrecheckSchool workspace={workspace} />
      ) : (
        <PrecheckVenue workspace={workspace} />
      );
    case 'draw':
    case 'edit':
    case 'newAtGate':
    case 'editAtGate':
      return <ObjectEditor key={linkTo(route)} route={route} />;
    case 'gate':
      return <GatePlanPanel key={route.id} gateId={route.id} onClose={close} />;
    case 'moveVenue':
    case 'campus':
    case 'newGate':
    case 'editGate':
      return <EditPanel key={linkTo(route)} route={route} workspace={workspace} />;
    case 'venue':
      return <VenuePanel key={route.id} venueId={route.id} workspace={workspace} onClose={close} />;
    case 'school':
      return <SchoolPanel key={route.id} schoolId={route.id} workspace={workspace} onClose={close} />;
  }
}

/** The position of the selected thing; null until it is read. */
function useFocus(selected: MapTarget | null, gateId: number | null) {
  const gate = useService('gates.plan', gateId === null ? null : { id: gateId });
  const venue = useService('venues.get', selected?.kind === 'venue' ? { id: selected.id } : null);
  const school = useService('schools.get', selected?.kind === 'school' ? { id: selected.id } : null);
  const [lng, lat] = (selected?.kind === 'venue' ? venue.data : school.data)?.position ?? [null, null];
  const atGate = gateId === null ? undefined : gate.data?.gate.position;
  const [gateLng, gateLat] = atGate ?? [null, null];
  return useMemo(() => {
    if (gateLng !== null && gateLat !== null) return { position: [gateLng, gateLat] as const, zoom: 17.4 };
    return lng === null || lat === null ? null : { position: [lng, lat] as const };
  }, [lng, lat, gateLng, gateLat]);
}

/** The box of the view, rounded outwards: after a small move of the map it is the same, and nothing is asked again. */
function roundedBox([west, south, east, north]: LngLatBounds): [number, number, number, number] {
  const [down, up] = [(n: number) => Math.floor(n * 100) / 100, (n: number) => Math.ceil(n * 100) / 100];
  return [down(west), down(south), up(east), up(north)];
}

/** A region that was searched for is brought into view. */
function useRegionInView(id: number | null, control: MapControl | null): void {
  const extent = useService('map.extent', id === null ? null : { kind: 'region', ids: [id] });
  useEffect(() => {
    if (extent.data) control?.fit(extent.data);
  }, [extent.data, control]);
}

function attributionOf(basemaps: readonly { attribution: string; approval: string }[]): string {
  const texts = basemaps.flatMap(({ attribution, approval }) => [
    plainAttribution(attribution),
    approval && `审图号：${approval}`,
  ]);
  return [...new Set(texts.filter(Boolean))].join(' · ');
}
