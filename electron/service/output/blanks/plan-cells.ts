import type { BlankCell } from '#shared/blanks/blank-grid.ts';
import { cellName } from '#shared/blanks/blank-grid.ts';
import type { PlannedBlankCell } from '#shared/contract/blanks.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';

/** What is known of a cell that is to be filled. */
export interface PlannedCell {
  /** By which a person's word for it is kept, also when its row lies elsewhere next time. */
  readonly key: string;
  readonly grid: number;
  readonly row: number;
  readonly column: number;
  /** B7 of its sheet. */
  readonly name: string;
  readonly label: string;
  readonly value: string | number | null;
  readonly mark: PlannedBlankCell['mark'];
  /** Where its value comes from. */
  readonly source: string;
  /** What is said of it: the two numbers of a rate, or why it is empty. */
  readonly note: string;
  readonly count: number | null;
  readonly rows: { readonly table: TableName; readonly query: Query } | null;
  readonly choices: readonly string[] | null;
  /** By what the meaning of its label is remembered; empty where it has none that could be chosen. */
  readonly labelKey: string;
}

export type Proposal = Pick<PlannedCell, 'value' | 'source' | 'note' | 'count' | 'rows'> & {
  readonly sure: boolean;
};

export const nothingKnown: Proposal = {
  value: null,
  source: '',
  note: '',
  count: null,
  rows: null,
  sure: true,
};

/** What a person said of cells. */
export interface SaidCells {
  /** Values by the keys of cells; an empty one leaves the cell blank. */
  readonly typed: Readonly<Record<string, string>>;
  /** Keys of cells whose proposal is taken. */
  readonly accepted: ReadonlySet<string>;
}

/** Collects the cells of a form, each with a key of its own. */
export class CellPlan {
  readonly cells: PlannedCell[] = [];
  readonly #said: SaidCells;
  readonly #keys = new Map<string, number>();

  constructor(said: SaidCells) {
    this.#said = said;
  }

  add(
    grid: number,
    cell: BlankCell,
    named: { readonly key: string; readonly label: string; readonly labelKey: string },
    proposal: Proposal,
  ): void {
    const times = (this.#keys.get(named.key) ?? 0) + 1;
    this.#keys.set(named.key, times);
    const key = times === 1 ? named.key : `${named.key}#${times}`;
    const { row, column, choices } = cell;
    const place = { key, grid, row, column, name: cellName(row, column), choices };
    this.cells.push({
      ...place,
      label: named.label,
      labelKey: named.labelKey,
      ...this.#decide(key, cell, proposal),
    });
  }

  #decide(key: string, { choices }: BlankCell, { sure, ...proposal }: Proposal) {
    const typed = this.#said.typed[key];
    if (typed !== undefined) {
      const refused = typed !== '' && choices !== null && !choices.includes(typed);
      return refused
        ? { ...proposal, value: null, mark: 'empty' as const, note: refusedWords(typed, choices) }
        : {
            ...proposal,
            value: typed === '' ? null : typed,
            mark: 'typed' as const,
            source: '手工填写',
            note: '',
            rows: null,
          };
    }
    if (proposal.value === null) return { ...proposal, mark: 'empty' as const };
    if (choices !== null && !choices.includes(String(proposal.value)))
      return {
        ...proposal,
        value: null,
        mark: 'empty' as const,
        note: refusedWords(String(proposal.value), choices),
      };
    if (sure) return { ...proposal, mark: 'sure' as const };
    return { ...proposal, mark: this.#said.accepted.has(key) ? ('accepted' as const) : ('unsure' as const) };
  }
}

function refusedWords(value: string, choices: readonly string[]): string {
  return `“${value}”不在下拉选项（${choices.join('、')}）里，没有写入`;
}

/** Whether the value of a cell is written into the file. */
export function isWritten({ mark, value }: Pick<PlannedCell, 'mark' | 'value'>): boolean {
  return value !== null && (mark === 'sure' || mark === 'accepted' || mark === 'typed');
}
