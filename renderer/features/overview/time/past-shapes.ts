import { addDays } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { Past } from '#shared/contract/history.ts';
import type { DailyCounts, PastColumns } from '#shared/history/columns.ts';
import { hazardStates, isOpen } from '#shared/ledger/hazard.ts';
import { severities } from '#shared/zones/verdict.ts';
import type { MomentShapes } from '../../../map/moment-layers.ts';

type Shape = MomentShapes['features'][number];

const MILLION = 1_000_000;

/** All that was there on some of the days, for the map to choose from by day. */
export function shapesOfPast({ venues, hazards }: Pick<Past, 'venues' | 'hazards'>): MomentShapes {
  const shapes = [
    ...shapesOf(hazards, (state) => (isOpen(hazardStates[state] ?? 'found') ? 'openHazard' : 'closedHazard')),
    ...shapesOf(venues, () => 'venue'),
  ];
  return { type: 'FeatureCollection', features: shapes.map((shape, at) => ({ ...shape, id: at + 1 })) };
}

function shapesOf(columns: PastColumns, kindOf: (state: number) => Shape['properties']['kind']): Shape[] {
  const { id, lng, lat, from, until, state } = columns;
  return id.map((each, at) => {
    const rank = state[at] ?? 0;
    return {
      type: 'Feature',
      properties: {
        kind: kindOf(rank),
        thing: each,
        from: from[at] ?? 0,
        until: until[at] ?? 0,
        severity: severities[rank] ?? 'outside',
        rank,
      },
      geometry: { type: 'Point', coordinates: [(lng[at] ?? 0) / MILLION, (lat[at] ?? 0) / MILLION] },
    };
  });
}

/** What a rule pack says of venues, which is one day. */
export function shapesUnderPack({ venues }: OutputOf<'history.underPack'>): MomentShapes {
  return {
    type: 'FeatureCollection',
    features: venues.map(({ id, lng, lat, severity }) => ({
      type: 'Feature',
      id,
      properties: {
        kind: 'venue',
        thing: id,
        from: 0,
        until: 1,
        severity,
        rank: severities.indexOf(severity),
      },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    })),
  };
}

/** The day of a number. */
export function dayAt({ from }: Pick<Past, 'from'>, number: number): string {
  return addDays(from, number);
}

/** How many venues opened or closed, and hazards were found or closed, on each day: where something happened. */
export function happenedOn({ opened, closed, found, settled }: DailyCounts): number[] {
  return opened.map((count, day) => count + (closed[day] ?? 0) + (found[day] ?? 0) + (settled[day] ?? 0));
}
