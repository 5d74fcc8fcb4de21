import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { MapTarget } from '../../../map/map-props.ts';
import type { TableState } from '../map-state.ts';
import type { Selection } from '../selection.ts';

/** What the tables beneath the map are given, and what they tell. */
export interface TableDockProps {
  /** False until the first map is drawn; the table waits for that. */
  readonly ready: boolean;
  readonly workspace: WorkspaceSummary;
  readonly table: TableName;
  readonly onTable: (table: TableName) => void;
  readonly state: TableState;
  readonly onState: (state: TableState) => void;
  readonly selection: Selection;
  readonly onSelection: (selection: Selection) => void;
  readonly onOpen: (target: MapTarget) => void;
  /** Which venues the map leaves; null for all. */
  readonly onMap: Query | null;
  readonly onOnMap: (query: Query | null) => void;
}
