import { Button } from 'antd';
import { useState } from 'react';
import { type CountedTable, type CountedValue, TOTAL } from '#shared/tables/counted-table.ts';
import { useCellFocus } from './use-cell-focus.ts';

/** A cell by the places of its row and its column; null for all of them. */
export interface CountedCell {
  readonly row: CountedValue | null;
  readonly column: CountedValue | null;
}

interface CountedGridProps {
  readonly label: string;
  readonly counted: CountedTable;
  readonly isPicked: (cell: CountedCell) => boolean;
  readonly onPick: (cell: CountedCell) => void;
}

/** Rows that are drawn until more are asked for, and the columns that are. */
const FIRST_ROWS = 200;
const MOST_COLUMNS = 60;

/** What was counted, with its totals. A figure is a button that shows the rows behind it. */
export function CountedGrid({ label, counted, isPicked, onPick }: CountedGridProps) {
  const [most, setMost] = useState(FIRST_ROWS);
  const rows = [...counted.rows.slice(0, most), null];
  const heads = headsOf(counted);
  const { table, onKeyDown, cell } = useCellFocus(rows.length, heads.length);
  return (
    <div className="counted-frame">
      <table className="counted" aria-label={label} ref={table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" className="counted-name counted-head counted-corner">
              {counted.columns ? `${counted.heads[0]}＼${counted.heads[1]}` : counted.heads[0]}
            </th>
            {heads.map(({ key, title }) => (
              <th key={key} scope="col" className="counted-head">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row?.at ?? TOTAL}>
              <th scope="row" className={row ? 'counted-name' : 'counted-name counted-sum'}>
                {row?.text ?? TOTAL}
              </th>
              {heads.map(({ key, column, of, digits }, j) => {
                const chosen = { row, column };
                const figure = of(row);
                const hasRows = (counted.tally(row, column)?.rows ?? 0) > 0;
                return (
                  <td key={key} className={row ? undefined : 'counted-sum'}>
                    <button
                      type="button"
                      {...cell(i, j)}
                      aria-disabled={!hasRows}
                      aria-pressed={isPicked(chosen)}
                      aria-label={`${row?.text ?? TOTAL}，${heads[j]?.title}：${textOf(figure, digits) || '无'}`}
                      onClick={() => hasRows && onPick(chosen)}
                    >
                      {textOf(figure, digits)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {counted.rows.length > most && (
        <Button type="link" size="small" onClick={() => setMost(most + FIRST_ROWS)}>
          再列出 {Math.min(FIRST_ROWS, counted.rows.length - most)} 项，共 {counted.rows.length} 项
        </Button>
      )}
    </div>
  );
}

interface Head {
  readonly key: string;
  readonly title: string;
  readonly column: CountedValue | null;
  readonly digits: number;
  readonly of: (row: CountedValue | null) => number | null;
}

function headsOf({ columns, singles, of, digits }: CountedTable): Head[] {
  if (!columns) return singles.map((single) => ({ ...single, key: single.title, column: null }));
  return [...columns.slice(0, MOST_COLUMNS), null].map((column) => ({
    key: String(column?.at ?? TOTAL),
    title: column?.text ?? TOTAL,
    column,
    digits,
    of: (row) => of(row, column),
  }));
}

function textOf(figure: number | null, digits: number): string {
  if (figure === null) return '';
  return figure.toLocaleString('zh-CN', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
