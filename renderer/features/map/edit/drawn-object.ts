import type { DrawnTable } from '#shared/contract/editing.ts';
import type { Route, RouteTo } from '../../../routes/routes.ts';

/** What is said of a thing, by column. */
export type ObjectValues = Record<string, string | number | null>;

export const nouns: Readonly<Record<DrawnTable, string>> = {
  venues: '场所',
  schools: '学校',
  facilities: '交通设施',
  roads: '道路',
  regions: '辖区',
  troubleSpots: '治安乱点',
};

/** What is said of a new thing until somebody says otherwise. */
export const usualValues: Readonly<Record<DrawnTable, ObjectValues>> = {
  venues: { name: '', address: '', status: '', uscc: '', establishedOn: null },
  schools: { name: '', stage: '小学', address: '', schoolCode: '' },
  facilities: { kind: '', name: '', state: '完好', body: '', checkedOn: null, note: '' },
  roads: { name: '', class: 'residential', width: 8 },
  regions: { name: '', level: '社区' },
  troubleSpots: {
    name: '',
    problem: '',
    areaKind: '',
    rangeText: '',
    leadBody: '',
    joinBodies: '',
    leadPerson: '',
    phone: '',
    foundOn: null,
    dueOn: null,
    criminalCases: null,
    publicOrderCases: null,
    progress: '',
    evaluation: '',
    note: '',
  },
};

/** Which thing is edited: a new one has no number, and one at a gate goes back to its plan. */
export interface DrawnObject {
  readonly table: DrawnTable;
  readonly id: number | null;
  /** The kind of a new facility, where it is known. */
  readonly kind: string | null;
  readonly gateId: number | null;
}

export type ObjectRoute = RouteTo<'draw' | 'edit' | 'newAtGate' | 'editAtGate'>;

/** What an address says of the thing. */
export function drawnBy(route: ObjectRoute): DrawnObject {
  const atGate = { table: 'facilities', id: null, kind: null, gateId: null } as const;
  switch (route.name) {
    case 'draw':
      return { ...atGate, table: route.table };
    case 'edit':
      return { ...atGate, table: route.table, id: route.id };
    case 'newAtGate':
      return { ...atGate, kind: route.kind, gateId: route.gateId };
    case 'editAtGate':
      return { ...atGate, id: route.id, gateId: route.gateId };
  }
}

/** Where an editor leads that is left without saving. */
export function leftFor({ table, id, gateId }: DrawnObject): Route {
  if (gateId !== null) return { name: 'gate', id: gateId };
  if (id === null) return { name: 'map' };
  if (table === 'troubleSpots') return { name: 'spot', id };
  return table === 'venues' ? { name: 'venue', id } : { name: 'map' };
}

/** Where an editor leads when the thing was saved under this number. */
export function savedFor({ table, gateId }: DrawnObject, id: number): Route {
  if (gateId !== null) return { name: 'gate', id: gateId };
  if (table === 'venues') return { name: 'venue', id };
  if (table === 'troubleSpots') return { name: 'spot', id };
  return table === 'schools' ? { name: 'school', id } : { name: 'map' };
}

/** Where an editor leads when the thing was removed. */
export function removedFor({ gateId }: DrawnObject): Route {
  return gateId === null ? { name: 'map' } : { name: 'gate', id: gateId };
}
