import { type Dispatch, lazy, Suspense, useRef, useState } from 'react';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useMayCall } from '../../client/use-may.ts';
import { useMayComment } from '../../components/comments/use-may-comment.ts';
import { IncidentDialog } from '../../components/gates/incident-dialog.tsx';
import type { MapTarget } from '../../map/map-props.ts';
import { MapView } from '../../map/map-view.tsx';
import type { MapToolId } from '../../map/tool-ids.ts';
import { goTo } from '../../routes/navigation.ts';
import type { useBasemaps } from './layers/use-basemaps.ts';
import { Legend } from './legend.tsx';
import { MapMenu } from './map-menu.tsx';
import { isEditing, type MapRoute, selectedBy } from './map-route.ts';
import type { MapAction, MapState } from './map-state.ts';
import type { DrawnOnMap } from './map-tools.tsx';
import { OverviewInset } from './overview-inset.tsx';
import { usePins } from './pins/use-pins.ts';
import { PointerPlace } from './pointer-place.ts';
import type { Selection } from './selection.ts';
import { useSpots } from './spots/use-spots.ts';
import { StatusLine } from './status-line.tsx';
import { ToolBar } from './tools/tool-bar.tsx';
import { useBeside } from './use-beside.ts';
import { useEdges, useFocus } from './use-map-places.ts';
import type { useOverlay } from './use-overlay.ts';

const ToolInUse = lazy(async () => ({ default: (await import('./tools/tool-in-use.tsx')).ToolInUse }));

interface MapFrameProps {
  readonly route: MapRoute;
  readonly workspace: WorkspaceSummary;
  readonly state: MapState;
  readonly dispatch: Dispatch<MapAction>;
  readonly drawn: DrawnOnMap;
  readonly selection: Selection;
  readonly onSelect: (target: MapTarget | null, add?: boolean) => void;
  readonly overlay: ReturnType<typeof useOverlay>;
  readonly basemaps: ReturnType<typeof useBasemaps>;
}

/** The map itself, and what lies on it: tools, menu, legend, where the pointer is. */
export function MapFrame(props: MapFrameProps) {
  const { route, workspace, state, dispatch, selection, basemaps } = props;
  const frame = useRef<HTMLDivElement>(null);
  const may = useMayCall();
  const mayPin = useMayComment('place');
  const [pointer] = useState(() => new PointerPlace());
  const { control, menu, noted } = state;
  const tool = isEditing(route) ? null : route.name === 'tool' ? route.tool : state.tool;
  const takeTool = (next: MapToolId | null) => {
    if ((isEditing(route) && next) || route.name === 'tool') goTo({ name: 'map' });
    dispatch({ type: 'take tool', tool: next });
  };
  const selected = selectedBy(route);
  return (
    <div className="map-frame" ref={frame}>
      <Ground {...props} onPointer={pointer.tell} />
      <ToolBar
        precheck={route.name === 'precheck' ? route.what : null}
        tool={tool}
        onTool={takeTool}
        control={control}
        frame={frame}
      />
      {tool && (
        <Suspense fallback={null}>
          <ToolInUse
            tool={tool}
            schoolId={selected?.kind === 'school' ? selected.id : null}
            pinned={route.name === 'tool' ? (route.at ?? null) : null}
            overlay={props.overlay.overlay}
            selection={selection}
            onSelection={(next) => dispatch({ type: 'pick', selection: next })}
            onClose={() => takeTool(null)}
          />
        </Suspense>
      )}
      <OverviewInset bounds={workspace.bounds} control={control} />
      {menu && (
        <MapMenu
          place={menu}
          control={control}
          workspace={workspace}
          attribution={basemaps.attribution}
          onPin={mayPin ? ([lng, lat]) => goTo({ name: 'tool', tool: 'pin', at: [lng, lat] }) : null}
          onNote={may('incidents.save') ? (at) => dispatch({ type: 'note', at }) : null}
          onClose={() => dispatch({ type: 'open menu', menu: null })}
        />
      )}
      {noted && may('incidents.save') && (
        <IncidentDialog
          incident={{ id: null, position: noted, kind: '乱停', at: minuteOf(new Date()), note: '' }}
          onClose={() => dispatch({ type: 'note', at: null })}
        />
      )}
      <Legend pack={workspace.pack} />
      <StatusLine pointer={pointer} view={state.view} attribution={basemaps.attribution} />
    </div>
  );
}

/** The drawn map, which tells what is done on it. */
function Ground({
  route,
  workspace,
  state,
  dispatch,
  drawn,
  selection,
  onSelect,
  overlay,
  basemaps,
  onPointer,
}: MapFrameProps & { readonly onPointer: PointerPlace['tell'] }) {
  const may = useMayCall();
  const { selected, focus } = useFocus(route);
  const pins = usePins(route, overlay.overlay.looks.pins.shown);
  const spots = useSpots(route, overlay.overlay.looks.troubleSpots.shown);
  const beside = useBeside(overlay.overlay.looks.neighbours.shown, workspace.categories);
  const edges = useEdges(route, state.control, state.view.zoom);
  const { revision, bounds, categories } = workspace;
  return (
    <MapView
      revision={revision}
      bounds={bounds}
      categories={categories}
      basemaps={basemaps.shown}
      overlay={overlay.overlay}
      selected={selected}
      picked={selection}
      shaded={overlay.shaded}
      focus={focus}
      drawing={drawn.drawing}
      edges={edges}
      spots={spots}
      beside={beside}
      pins={pins}
      sketch={drawn.sketch}
      onSelect={onSelect}
      onPin={(id) => goTo({ name: 'pin', id })}
      onSpot={(id) => {
        if (may('troubleSpots.get')) goTo({ name: 'spot', id });
        else if (may('places.save')) goTo({ name: 'edit', table: 'troubleSpots', id });
      }}
      onThing={(thing, id, add) => {
        if (!add || thing !== 'facilities') {
          if (may('places.save')) goTo({ name: 'edit', table: thing, id });
          return;
        }
        dispatch({ type: 'pick one more or less', from: selection, kind: 'facility', id });
        goTo({ name: 'map' });
      }}
      onMenu={(position, at) => dispatch({ type: 'open menu', menu: { position, at } })}
      onControl={(control) => dispatch({ type: 'control', control })}
      onReady={() => dispatch({ type: 'draw first map' })}
      onPointer={onPointer}
      onView={(view) => dispatch({ type: 'view', view })}
    />
  );
}
