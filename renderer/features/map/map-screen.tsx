import { type CSSProperties, lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { useService } from '../../client/queries.ts';
import { plainAttribution } from '../../components/format.ts';
import { goTo, routeNumber } from '../../components/route.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { type MapTarget, MapView } from '../../map/map-view.tsx';
import type { OverlayState } from '../../map/workspace-style.ts';
import { type FindingFilter, noFilter } from './finding-filter.ts';
import { FindingsTable } from './findings-table.tsx';
import { LayerPanel } from './layer-panel.tsx';
import { Legend } from './legend.tsx';
import { MapToolsProvider } from './map-tools.tsx';
import { SchoolPanel } from './school-panel.tsx';
import { StatusLine } from './status-line.tsx';
import { Toolbar } from './toolbar.tsx';
import { useSize } from './use-size.ts';
import { VenuePanel } from './venue-panel.tsx';
import './map-screen.css';

// Looking comes first: the code of editing and of pre-checks is loaded when it is first wanted.
const EditPanel = lazy(async () => ({ default: (await import('./edit/edit-panel.tsx')).EditPanel }));
const PrecheckSchool = lazy(async () => ({
  default: (await import('./precheck/precheck-school.tsx')).PrecheckSchool,
}));
const PrecheckVenue = lazy(async () => ({
  default: (await import('./precheck/precheck-venue.tsx')).PrecheckVenue,
}));

const allShown: OverlayState = {
  groups: { zones: true, gateZones: true, schools: true, links: true, facilities: true, venues: true },
  hiddenCategories: [],
  outside: true,
};

/** More venues of no governed category than this would bury the rest: they start switched off. */
const CROWD = 3000;

/** The main screen: layers, map, the selected thing, findings. Map, table and panel share one selection. */
export function MapScreen({ route }: { route: readonly string[] }) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const findings = useService('findings.list', {});
  const [chosenOverlay, setOverlay] = useState<OverlayState | null>(null);
  const [hiddenBasemaps, setHiddenBasemaps] = useState<readonly string[]>([]);
  const [filter, setFilter] = useState<FindingFilter>(noFilter);
  const [pointer, setPointer] = useState<LngLat | null>(null);
  const [view, setView] = useState({ zoom: 14, latitude: 39.9 });
  const selected = useMemo(() => toTarget(route), [route]);
  const focus = useFocus(selected, findings.data);
  const tableSize = useSize('xueantu.table', { initial: 236, least: 120, most: 560, edge: 'top' });
  const leftSize = useSize('xueantu.left', { initial: 264, least: 200, most: 400, edge: 'right' });
  const rightSize = useSize('xueantu.right', { initial: 348, least: 280, most: 520, edge: 'left' });
  const others = workspace.data?.venuesByCategory.other ?? 0;
  const firstOverlay = useMemo(
    () => (others > CROWD ? { ...allShown, hiddenCategories: ['other'] } : allShown),
    [others],
  );
  const overlay = chosenOverlay ?? firstOverlay;
  const shownBasemaps = useMemo(
    () => (basemaps.data ?? []).filter((basemap) => !hiddenBasemaps.includes(basemap.id)),
    [basemaps.data, hiddenBasemaps],
  );

  if (workspace.error) return <ErrorState error={workspace.error} />;
  if (!workspace.data || !basemaps.isFetched) return <Loading label="正在打开地图" />;
  const { categories, bounds, revision, pack } = workspace.data;
  const select = (target: MapTarget | null) => (target ? goTo('map', target.kind, target.id) : goTo('map'));
  const panel = panelFor(route, selected, workspace.data, () => select(null));
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
              basemaps={basemaps.data ?? []}
              hiddenBasemaps={hiddenBasemaps}
              onHiddenBasemaps={setHiddenBasemaps}
              overlay={overlay}
              onOverlay={setOverlay}
              onFilter={setFilter}
            />
            <div className="edge edge-right" {...leftSize.handle} />
          </aside>
          <section className="map-centre" style={{ gridTemplateRows: `minmax(0, 1fr) ${tableSize.size}px` }}>
            <div className="map-frame">
              <MapView
                revision={revision}
                bounds={bounds}
                categories={categories}
                basemaps={shownBasemaps}
                overlay={overlay}
                selected={selected}
                focus={focus}
                drawing={drawing}
                sketch={sketch}
                onSelect={select}
                onPointer={setPointer}
                onView={setView}
              />
              <Toolbar current={route[0] === 'precheck' ? (route[1] ?? null) : null} />
              <Legend
                zone={pack.safetyZone.distance}
                gate={pack.gateZone.distance}
                alongRoad={pack.gateZone.shape === 'alongRoad'}
              />
              <StatusLine pointer={pointer} view={view} attribution={attributionOf(shownBasemaps)} />
            </div>
            <div className="map-table">
              <div className="edge edge-top" {...tableSize.handle} />
              <FindingsTable
                findings={findings.data ?? []}
                loading={findings.isPending}
                workspace={workspace.data}
                filter={filter}
                onFilter={setFilter}
                selected={selected}
                onSelect={select}
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
function panelFor(
  route: readonly string[],
  selected: MapTarget | null,
  workspace: WorkspaceSummary,
  close: () => void,
): ReactNode {
  if (route[0] === 'precheck')
    return route[1] === 'school' ? (
      <PrecheckSchool workspace={workspace} />
    ) : (
      <PrecheckVenue workspace={workspace} />
    );
  if (!selected) return null;
  const { kind, id } = selected;
  if (route.length > 2)
    return (
      <EditPanel key={route.join('/')} kind={kind} id={id} action={route.slice(2)} workspace={workspace} />
    );
  return kind === 'venue' ? (
    <VenuePanel key={id} venueId={id} workspace={workspace} onClose={close} />
  ) : (
    <SchoolPanel key={id} schoolId={id} workspace={workspace} onClose={close} />
  );
}

function toTarget([kind, id]: readonly string[]): MapTarget | null {
  const number = routeNumber(id);
  return number !== null && (kind === 'venue' || kind === 'school') ? { kind, id: number } : null;
}

/** Where the selected thing lies, once it is known. */
function useFocus(selected: MapTarget | null, findings: readonly FindingRow[] | undefined) {
  const venue = useService('venues.get', selected?.kind === 'venue' ? { id: selected.id } : null);
  const school = useService('schools.get', selected?.kind === 'school' ? { id: selected.id } : null);
  const known =
    selected?.kind === 'venue'
      ? findings?.find((finding) => finding.venueId === selected.id)?.venuePosition
      : undefined;
  const position =
    known ?? (selected?.kind === 'venue' ? venue.data?.position : school.data?.position) ?? null;
  const [lng, lat] = position ?? [null, null];
  return useMemo(() => (lng === null || lat === null ? null : { position: [lng, lat] as const }), [lng, lat]);
}

function attributionOf(basemaps: readonly { attribution: string }[]): string {
  return [...new Set(basemaps.map((basemap) => plainAttribution(basemap.attribution)).filter(Boolean))].join(
    ' · ',
  );
}
