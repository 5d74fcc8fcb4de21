import type { DraftKind } from './drafts.ts';

/** Tables of things that several people may have a form open about. */
export const presentTables = [
  'schools',
  'gates',
  'venues',
  'facilities',
  'roads',
  'regions',
  'sweeps',
  'stops',
  'visits',
  'hazards',
  'rechecks',
  'approvals',
  'duties',
  'incidents',
  'officers',
  'surveys',
  'troubleSpots',
] as const;
type PresentTable = (typeof presentTables)[number];

/** A thing that is there already. */
export interface PresentThing {
  readonly table: PresentTable;
  readonly id: number;
}

/** The table of what forms are about whose thing begins with its number. */
const tables: { readonly [Kind in DraftKind]?: PresentTable } = {
  visit: 'stops',
  stopReason: 'stops',
  visitCorrection: 'visits',
  reinspection: 'hazards',
  hazardStep: 'hazards',
  recheck: 'rechecks',
  approval: 'approvals',
  incident: 'incidents',
  troubleSpot: 'troubleSpots',
  gapHazard: 'gates',
  gateSurvey: 'gates',
  gatePlan: 'gates',
  duty: 'duties',
  correction: 'venues',
  licence: 'venues',
  withdrawal: 'surveys',
  sweep: 'sweeps',
  targets: 'sweeps',
  team: 'sweeps',
  planDay: 'sweeps',
  officer: 'officers',
};

/** The table of what forms are about whose thing names it before its number. */
const named: Readonly<Record<string, PresentTable | undefined>> = {
  gate: 'gates',
  venue: 'venues',
  campus: 'schools',
  ...Object.fromEntries(presentTables.map((table) => [table, table])),
};

/** What a form is about, by what its draft is kept of; null where nobody else could have the same thing open. */
export function presentThing({
  kind,
  thing,
}: {
  readonly kind: DraftKind;
  readonly thing: string | number;
}): PresentThing | null {
  const [first = '', second = ''] = String(thing).split('/');
  const own = tables[kind];
  if (own && isNumber(first)) return { table: own, id: Number(first) };
  const table = kind === 'place' || kind === 'duty' ? named[first] : undefined;
  return table && isNumber(second) ? { table, id: Number(second) } : null;
}

const isNumber = (text: string) => /^[1-9]\d*$/.test(text);
