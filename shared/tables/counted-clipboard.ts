import { markupText } from '../written/markup-text.ts';
import type { CountedLines } from './counted-table.ts';
import { textOfPlainCell } from './spreadsheet-text.ts';

type Cell = string | number | null;

/** What was counted as it is put on the clipboard: spreadsheets take the table, everything else the text. */
export function countedClipboard({ heads, lines }: CountedLines): {
  readonly html: string;
  readonly text: string;
} {
  const row = (cells: readonly Cell[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => htmlCell(cell, tag)).join('')}</tr>`;
  return {
    html: `<table border="1">${row(heads, 'th')}${lines.map((cells) => row(cells, 'td')).join('')}</table>`,
    text: [heads, ...lines].map((cells) => cells.map(plain).join('\t')).join('\n'),
  };
}

/** A text is marked as one, so that a spreadsheet makes neither a day nor a formula of it. */
function htmlCell(cell: Cell, tag: 'th' | 'td'): string {
  if (typeof cell === 'number') return `<${tag} align="right">${cell}</${tag}>`;
  return `<${tag} style="mso-number-format:'\\@'">${markupText(plain(cell))}</${tag}>`;
}

function plain(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  return textOfPlainCell((cell ?? '').replace(/[\t\r\n]+/g, ' '));
}
