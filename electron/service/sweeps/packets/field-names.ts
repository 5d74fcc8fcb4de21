import type { PacketRow } from '#shared/sweeps/packet.ts';
import type { PacketTable } from '../../db/schema/table-facts.ts';
import type { FieldRow, FieldRows } from './field-rows.ts';

/** Of what people said; more of it is read where it stands. */
const MOST_LETTERS = 20;

/** What a row is called by people. */
export function nameOf(table: PacketTable, row: PacketRow): string {
  if (table === 'comments') return shortened(String(row.text));
  if (table === 'handings') return shortened(`${row.toBody}：${row.matter}`);
  if (table === 'attachments') return String(row.caption || row.name);
  return String(row.name ?? row.code ?? row.number ?? row.id);
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('')}…` : text;
}

/** The name of the venue, else of the school, that a record of the field is about. */
export function placeNameOf(rows: FieldRows, { venueId = null, schoolId = null }: PacketRow): string {
  const place =
    venueId === null ? rows.find('schools', Number(schoolId)) : rows.find('venues', Number(venueId));
  return String(place?.row.name ?? '');
}

/** A row as it is told where it is set aside or comes back: “远方网吧”, “远方网吧”2026-11-20 09:00 的检查. */
export function tellRow(rows: FieldRows, { table, row }: FieldRow): string {
  if (table === 'visits')
    return `“${placeNameOf(rows, row)}”${String(row.startedAt).replace('T', ' ')} 的检查`;
  if (table === 'stops') return `“${placeNameOf(rows, row)}”`;
  return `“${nameOf(table, row)}”`;
}
