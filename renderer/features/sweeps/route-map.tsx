import { useMemo } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { extendBounds } from '#shared/geodesy/units.ts';
import { GroundMap } from '../../components/ground-map.tsx';
import { lineShape, pointShape, type SketchKind, sketchOf } from '../../map/sketch-style.ts';
import { teamColour } from './team-colours.ts';

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
  const sketch = useMemo(() => {
    const lines: [SketchKind, GeoJSON.Geometry, string?, string?][] = [];
    const marks: typeof lines = [];
    for (const [i, { team, days }] of teams.entries()) {
      if (shown !== null && shown !== team.id) continue;
      for (const day of days) {
        for (const [place, { stopId }] of day.stops.entries()) {
          const position = stops.get(stopId)?.position;
          if (!position) continue;
          marks.push(['routeStop', pointShape(position), String(place + 1), teamColour(i)]);
        }
        if (day.line.length > 1) lines.push(['route', lineShape(day.line), undefined, teamColour(i)]);
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
  return (
    <div className="route-map">
      <GroundMap sketch={sketch} bounds={bounds} />
    </div>
  );
}
