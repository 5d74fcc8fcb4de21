import type { LngLat } from '#shared/geodesy/units.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { MapControl } from '../../map/map-control.ts';
import type { MapToolId } from '../../map/tool-ids.ts';
import { firstQuery } from './dock/usual-queries.ts';
import type { MenuPlace } from './map-menu.tsx';
import { changed, nothingSelected, type Selection } from './selection.ts';

/** What a table beneath the map shows. */
export interface TableState {
  readonly query: Query;
  readonly text: string;
}

/** What the line beneath the map tells of what it shows. */
interface ViewFigures {
  readonly zoom: number;
  /** Of the centre, degrees. */
  readonly latitude: number;
  /** What is at the top, degrees clockwise from north. */
  readonly bearing: number;
}

/** What the map screen knows beside its address and what is remembered from day to day. */
export interface MapState {
  readonly table: TableName;
  readonly tables: Readonly<Partial<Record<TableName, TableState>>>;
  /** Several things at once; what a panel shows stands in the address. */
  readonly picked: Selection;
  readonly tool: MapToolId | null;
  readonly menu: MenuPlace | null;
  /** Where something that happened is being noted. */
  readonly noted: LngLat | null;
  readonly view: ViewFigures;
  /** From the first map that is drawn whole. */
  readonly isReady: boolean;
  readonly control: MapControl | null;
}

export type MapAction =
  | { readonly type: 'choose table'; readonly table: TableName }
  | { readonly type: 'show rows'; readonly table: TableName; readonly rows: TableState }
  | { readonly type: 'pick'; readonly selection: Selection }
  | {
      readonly type: 'pick one more or less';
      readonly from: Selection;
      readonly kind: Selection['kind'];
      readonly id: number;
    }
  | { readonly type: 'take tool'; readonly tool: MapToolId | null }
  | { readonly type: 'open menu'; readonly menu: MenuPlace | null }
  | { readonly type: 'note'; readonly at: LngLat | null }
  | { readonly type: 'view'; readonly view: ViewFigures }
  | { readonly type: 'draw first map' }
  | { readonly type: 'control'; readonly control: MapControl | null };

export const firstState: MapState = {
  table: 'findings',
  tables: {},
  picked: nothingSelected,
  tool: null,
  menu: null,
  noted: null,
  view: { zoom: 14, latitude: 39.9, bearing: 0 },
  isReady: false,
  control: null,
};

/** The state after something was done on the screen. */
export function nextState(state: MapState, action: MapAction): MapState {
  switch (action.type) {
    case 'choose table':
      return { ...state, table: action.table };
    case 'show rows':
      return { ...state, table: action.table, tables: { ...state.tables, [action.table]: action.rows } };
    case 'pick':
      return { ...state, picked: action.selection };
    case 'pick one more or less':
      return { ...state, picked: toggled(action.from, action.kind, action.id) };
    case 'take tool':
      return { ...state, tool: action.tool };
    case 'open menu':
      return { ...state, menu: action.menu };
    case 'note':
      return { ...state, noted: action.at };
    case 'view':
      return { ...state, view: action.view };
    case 'draw first map':
      return { ...state, isReady: true };
    case 'control':
      return { ...state, control: action.control };
  }
}

/** The rows of the table that lies open: at first those that people look at. */
export function shownRows({ table, tables }: MapState): TableState {
  return tables[table] ?? { query: firstQuery[table], text: '' };
}

function toggled(from: Selection, kind: Selection['kind'], id: number): Selection {
  const has = from.kind === kind && from.ids.has(id);
  return changed(from, kind, has ? [] : [id], has ? [id] : []);
}
