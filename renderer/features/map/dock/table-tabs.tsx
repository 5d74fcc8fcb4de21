import type { KeyboardEvent } from 'react';
import { type TableName, tableNames, tableTitles } from '#shared/tables/table-columns.ts';

/** One tab a table; arrow keys go from one to the next. */
export function TableTabs({ table, onTable }: { table: TableName; onTable: (table: TableName) => void }) {
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = by && tableNames[(tableNames.indexOf(table) + by + tableNames.length) % tableNames.length];
    if (!next) return;
    onTable(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-table=${next}]`)?.focus();
  };
  return (
    <div role="tablist" aria-label="表" className="dock-tabs" onKeyDown={step}>
      {tableNames.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-table={name}
          aria-selected={name === table}
          tabIndex={name === table ? 0 : -1}
          onClick={() => onTable(name)}
        >
          {tableTitles[name]}
        </button>
      ))}
    </div>
  );
}
