import type { BlankPreview, PlannedBlankCell } from '#shared/contract/blanks.ts';
import { markNames } from './blank-marks.tsx';

type Sheet = BlankPreview['sheets'][number];
type ShownCell = Sheet['cells'][number];

/** The form as it will look: a cell that was looked at is a button that tells where its value comes from. */
export function BlankSheets({
  preview: { sheets, cells },
  chosen,
  onChoose,
}: {
  preview: BlankPreview;
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  const planned = new Map(cells.map((cell) => [`${cell.grid},${cell.row},${cell.column}`, cell]));
  return (
    <div className="blank-sheets">
      {sheets.map(({ grid, name, cells: shown }) => (
        <section key={grid} aria-label={name}>
          {sheets.length > 1 && <h4>{name}</h4>}
          <table className="blank-table">
            <tbody>
              {rowsOf(shown).map((row) => (
                <tr key={row[0]?.row}>
                  {row.map((cell) => (
                    <td key={cell.column} rowSpan={cell.rows} colSpan={cell.columns}>
                      <BlankCell
                        cell={cell}
                        planned={planned.get(`${grid},${cell.row},${cell.column}`)}
                        chosen={chosen}
                        onChoose={onChoose}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function BlankCell({
  cell,
  planned,
  chosen,
  onChoose,
}: {
  cell: ShownCell;
  planned: PlannedBlankCell | undefined;
  chosen: string | null;
  onChoose: (key: string) => void;
}) {
  if (!planned)
    return <span className={cell.formula ? 'blank-formula' : ''}>{cell.formula ? '公式' : cell.text}</span>;
  const { key, value, mark, label } = planned;
  return (
    <button
      type="button"
      className={`blank-cell blank-${mark}`}
      aria-pressed={key === chosen}
      aria-label={`${label} ${value ?? ''} ${markNames[mark]}`}
      onClick={() => onChoose(key)}
    >
      {value ?? ''}
      {mark === 'unsure' && <sup>待核</sup>}
    </button>
  );
}

/** Cells row by row; places that no cell has are filled, so that those beside them stand where they belong. */
function rowsOf(cells: readonly ShownCell[]): ShownCell[][] {
  const taken = new Set<string>();
  const at = new Map(cells.map((cell) => [`${cell.row},${cell.column}`, cell]));
  const last = Math.max(...cells.map(({ row, rows }) => row + rows - 1));
  const width = Math.max(...cells.map(({ column, columns }) => column + columns - 1));
  const rows: ShownCell[][] = [];
  for (let row = 1; row <= last; row++) {
    const line: ShownCell[] = [];
    for (let column = 1; column <= width; column++) {
      if (taken.has(`${row},${column}`)) continue;
      const cell = at.get(`${row},${column}`) ?? {
        row,
        column,
        rows: 1,
        columns: 1,
        text: '',
        formula: false,
      };
      for (let r = row; r < row + cell.rows; r++)
        for (let c = column; c < column + cell.columns; c++) taken.add(`${r},${c}`);
      line.push(cell);
    }
    rows.push(line);
  }
  return rows;
}
