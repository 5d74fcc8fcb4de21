import { z } from 'zod';
import { serviceContract } from '#shared/contract/contract.ts';
import { type ExportRecord, listTitles } from '#shared/contract/exports.ts';
import { phoneColumnSchema, phoneTableSchema } from '#shared/contract/phones.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { tableTitles } from '#shared/tables/table-columns.ts';
import { nounOfAny } from '#shared/tables/table-nouns.ts';
import { selectPersonsById } from '../../db/queries/duties.ts';
import { selectNamesById } from '../../db/queries/names-by-id.ts';
import { selectTrailEntries } from '../../db/queries/trail-entries.ts';
import type { Read } from '../../db/schema/schema.ts';

const procedures: Readonly<Record<string, Procedure>> = serviceContract;

/** Commands by which something leaves the workspace, with what they are called. */
const exportTitles: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(procedures).flatMap(([name, { exports }]) =>
      exports === undefined ? [] : [[name, exports]],
    ),
  ),
  'exports.note': '命令行导出',
  'backups.note': '备份工作区',
  'packets.make': '导出外勤包',
  'reports.make': '生成报表',
  'documents.make': '生成文书',
};

/** What the trail keeps of an export; which of these depends on the command. */
const exportSchema = z.object({
  table: z.string().optional(),
  title: z.string().optional(),
  what: z.string().optional(),
  file: z.string().optional(),
  masked: z.boolean().optional(),
  rows: z.number().optional(),
  size: z.number().nullish(),
});

/** Somebody looked at a single row; no list left the workspace. */
const rowSchema = z.object({ table: phoneTableSchema, id: z.number(), column: phoneColumnSchema.optional() });

/** Who took what out of the workspace, the latest first. */
export async function listExports(db: Read, limit: number): Promise<ExportRecord[]> {
  const entries = (await selectTrailEntries(db, Object.keys(exportTitles), limit)).map((entry) => {
    const input: unknown = JSON.parse(entry.input);
    return {
      ...entry,
      asked: exportSchema.safeParse(input).data ?? {},
      row: rowSchema.safeParse(input).data ?? null,
    };
  });
  const rows = entries.flatMap(({ row }) => row ?? []);
  const idsOf = (table: string) => rows.filter((row) => row.table === table).map(({ id }) => id);
  const names = {
    schools: await selectNamesById(db, 'schools', idsOf('schools')),
    venues: await selectNamesById(db, 'venues', idsOf('venues')),
    troubleSpots: await selectNamesById(db, 'troubleSpots', idsOf('troubleSpots')),
    duties: await selectPersonsById(db, idsOf('duties'), 'person'),
  };
  const substitutes = await selectPersonsById(db, idsOf('duties'), 'substitute');
  return entries.map(({ id, at, actor, command, asked, row, after }) => {
    const size = exportSchema.safeParse(JSON.parse(after)).data?.size ?? asked.size ?? null;
    const known = row?.column === 'substitutePhone' ? substitutes : row && names[row.table];
    const name = row && (known?.get(row.id) ?? `编号 ${row.id}，已删除`);
    const about = `${describeExport(asked)}${name === null ? '' : `“${name}”`}`;
    return { id, at, actor, what: exportTitles[command] ?? command, about, size };
  });
}

/** Which table, file or list it was, how many rows, and whether telephone numbers were whole. */
function describeExport({ table, title, what, file, masked, rows }: z.infer<typeof exportSchema>): string {
  const name =
    table === undefined
      ? (title ?? file ?? titleIn(listTitles, what) ?? what ?? '')
      : (titleIn(tableTitles, table) ?? nounOfAny(table));
  const count = rows === undefined ? '' : `，${rows} 行`;
  return `${name}${count}${masked === false ? '，含完整电话' : ''}`;
}

function titleIn(titles: Readonly<Record<string, string>>, key: string | undefined): string | undefined {
  return key === undefined ? undefined : titles[key];
}
