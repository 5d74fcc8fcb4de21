import { addDays } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { Past } from '#shared/contract/history.ts';
import type { DailyCounts, PastColumns } from '#shared/history/columns.ts';
import { hazardStates, isOpen } from '#shared/ledger/hazard.ts';
import { severities } from '#shared/zones/verdict.ts';
import type { MomentThing } from '../../../map/moment-marks.ts';

const MILLION = 1_000_000;

/** All that was there on some of the days, for the map to choose from by day. */
export function thingsOfPast({ venues, hazards }: Pick<Past, 'venues' | 'hazards'>): MomentThing[] {
  return [
    ...thingsOf(hazards, (state) => (isOpen(hazardStates[state] ?? 'found') ? 'openHazard' : 'closedHazard')),
    ...thingsOf(venues, () => 'venue'),
  ];
}

function thingsOf(columns: PastColumns, kindOf: (state: number) => MomentThing['kind']): MomentThing[] {
  const { id: ids, lng, lat, from, until, state } = columns;
  return ids.map((id, at) => {
    const rank = state[at] ?? 0;
    return {
      ...{ kind: kindOf(rank), id, rank, severity: severities[rank] ?? 'outside' },
      ...{ lng: (lng[at] ?? 0) / MILLION, lat: (lat[at] ?? 0) / MILLION },
      ...{ from: from[at] ?? 0, until: until[at] ?? 0 },
    };
  });
}

/** What a rule pack says of venues, which is one day. */
export function thingsUnderPack({ venues }: OutputOf<'history.underPack'>): MomentThing[] {
  return venues.map(({ severity, ...venue }) => ({
    ...{ ...venue, kind: 'venue', from: 0, until: 1 },
    ...{ severity, rank: severities.indexOf(severity) },
  }));
}

/** The day of a number. */
export function dayAt({ from }: Pick<Past, 'from'>, number: number): string {
  return addDays(from, number);
}

/** How many venues opened or closed, and hazards were found or closed, on each day: where something happened. */
export function happenedOn({ opened, closed, found, settled }: DailyCounts): number[] {
  return opened.map((count, day) => count + (closed[day] ?? 0) + (found[day] ?? 0) + (settled[day] ?? 0));
}
