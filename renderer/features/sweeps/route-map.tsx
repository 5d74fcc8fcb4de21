import { useMemo } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import { extendBounds } from '#shared/geodesy/units.ts';
import { useService } from '../../client/queries.ts';
import { Loading } from '../../components/states.tsx';
import { MapView } from '../../map/map-view.tsx';
import { lineShape, pointShape, type SketchKind, sketchOf } from '../../map/sketch-style.ts';
import { usualOverlay } from '../../map/workspace-style.ts';
import { teamColour } from './team-colours.ts';

/** Schools and their zones as the ground; the venues that count here are the numbered stops. */
const overlay = {
  ...usualOverlay,
  looks: {
    ...usualOverlay.looks,
    venues: { shown: false, opacity: 1, labels: false },
    links: { shown: false, opacity: 1, labels: false },
    facilities: { shown: false, opacity: 1, labels: false },
  },
};

/** The days of all teams, or of one, as numbered stops in the team's colour. */
export function RouteMap({
  teams,
  stops,
  shown,
  start,
}: {
  teams: readonly TeamPlan[];
  stops: ReadonlyMap<number, SweepStop>;
  shown: number | null;
  start: OutputOf<'routes.get'>['start'];
}) {
  const workspace = useService('workspace.describe', {});
  const basemaps = useService('basemaps.list', {});
  const sketch = useMemo(() => {
    const lines: [SketchKind, GeoJSON.Geometry, string?, string?][] = [];
    const marks: typeof lines = [];
    for (const [i, { team, days }] of teams.entries()) {
      if (shown !== null && shown !== team.id) continue;
      for (const day of days) {
        const path: LngLat[] = start ? [start.position] : [];
        for (const [place, { stopId }] of day.stops.entries()) {
          const position = stops.get(stopId)?.position;
          if (!position) continue;
          path.push(position);
          marks.push(['routeStop', pointShape(position), String(place + 1), teamColour(i)]);
        }
        if (path.length > 1) lines.push(['route', lineShape(path), undefined, teamColour(i)]);
      }
    }
    if (start) marks.push(['spot', pointShape(start.position), start.name || '出发']);
    return sketchOf(...lines, ...marks);
  }, [teams, stops, shown, start]);
  const bounds = useMemo(
    () =>
      [...stops.values()].reduce<LngLatBounds | null>(
        (box, { position }) => (position ? extendBounds(box, position) : box),
        null,
      ),
    [stops],
  );
  if (!workspace.data || !basemaps.data) return <Loading />;
  return (
    <div className="route-map">
      <MapView
        revision={workspace.data.revision}
        bounds={bounds ?? workspace.data.bounds}
        categories={workspace.data.categories}
        basemaps={basemaps.data.map((basemap) => ({ ...basemap, opacity: 1 }))}
        overlay={overlay}
        selected={null}
        focus={null}
        drawing={null}
        sketch={sketch}
        onSelect={() => undefined}
        onPointer={() => undefined}
        onView={() => undefined}
      />
    </div>
  );
}
