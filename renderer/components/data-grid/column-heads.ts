import type { IInnerHeaderComponent } from 'ag-grid-community';

/** The place of a column's title in the grid, where React draws. */
export interface Head {
  readonly key: string;
  readonly element: HTMLElement;
}

export type SetHeads = (change: (known: readonly Head[]) => readonly Head[]) => void;

/** The element that the grid makes for the title of a column. It reports when it appears and when it goes. */
export function headClass(setHeads: SetHeads) {
  return class implements IInnerHeaderComponent {
    private readonly element = document.createElement('span');

    init({ column }: { column: { getColId(): string } }): void {
      const own: Head = { key: column.getColId(), element: this.element };
      setHeads((known) => [...known, own]);
    }
    getGui(): HTMLElement {
      return this.element;
    }
    refresh(): boolean {
      return true;
    }
    destroy(): void {
      setHeads((known) => known.filter(({ element }) => element !== this.element));
    }
  };
}
