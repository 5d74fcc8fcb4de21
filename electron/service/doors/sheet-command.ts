import { writeFileSync } from 'node:fs';
import { dayOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { pageChangeNames, type sheetFormats } from '#shared/contract/sheets.ts';
import type { PaperName } from '#shared/sheets/paper.ts';
import { type Call, withService } from './cli-commands.ts';

export interface CliSheet {
  readonly school: number | null;
  /** Only the pages that differ from what was last printed by the template. */
  readonly changed: boolean;
  readonly template: string;
  readonly paper: PaperName | null;
  readonly scale: number | null;
  readonly allowGaps: boolean;
  readonly format: (typeof sheetFormats)[number];
  readonly out: string;
}

/** Makes sheets as the application does, with a number and a record. Errors: those of the sheets, DISK_WRITE. */
export async function runSheet(directory: string, cli: CliSheet): Promise<void> {
  await withService(directory, async (_service, call) => {
    const order = await orderOf(call, cli);
    if (cli.school !== null) await call('schools.get', { id: cli.school });
    const wanted = cli.changed ? await onlyChanged(call, order) : order;
    if (!wanted) return;
    const { id, number } = await call('sheets.begin', { order: wanted, purpose: '命令行出图' });
    try {
      await call('sheets.draw', { id });
      const { pages, file } = await call('sheets.finish', { id });
      const path = write(cli.out, file, await call('sheets.file', { id }));
      process.stdout.write(`已出图 ${number}：${pages} 页，${path}\n`);
    } catch (error) {
      await call('sheets.drop', { id }).catch(() => undefined);
      throw error;
    }
  });
}

async function orderOf(call: Call, cli: CliSheet) {
  const templates = await call('sheets.templates', {});
  const found = templates.find(({ id }) => id === cli.template);
  if (!found) throw new CodedError('SHEET_TEMPLATE_UNKNOWN', { id: cli.template });
  const { savedId: _, ...template } = found;
  const paper = cli.paper ? { size: cli.paper, landscape: template.paper.landscape } : template.paper;
  return {
    template: { ...template, paper },
    pages: { keys: cli.school === null ? null : [`school:${cli.school}`] },
    settings: { scale: cli.scale },
    allowGaps: cli.allowGaps,
    contents: cli.school === null && template.pages === 'school',
    format: cli.format,
  };
}

/** The order of those pages alone that changed, numbered as among all; null where there is none. Says what to take out. */
async function onlyChanged(call: Call, order: Awaited<ReturnType<typeof orderOf>>) {
  const { since, pages, gone } = await call('sheets.changes', { order });
  if (!since) {
    process.stdout.write('以前没有出过，出全部\n');
    return order;
  }
  process.stdout.write(
    `自 ${since.number}（${dayOf(new Date(since.madeAt))}）以来有变化 ${pages.length} 页\n`,
  );
  for (const { title, why } of pages) process.stdout.write(`${pageChangeNames[why]}\t${title}\n`);
  for (const { title } of gone) process.stdout.write(`取下\t${title}\n`);
  if (pages.length === 0) return null;
  return { ...order, pages: { keys: pages.map(({ key }) => key), replacing: true }, contents: false };
}

/** Several pictures are written as one archive, whatever ending was asked for. Errors: DISK_WRITE. */
function write(out: string, file: string, bytes: Uint8Array): string {
  const path = file.endsWith('.zip') ? out.replace(/\.\w+$/, '.zip') : out;
  try {
    writeFileSync(path, bytes);
  } catch {
    throw new CodedError('DISK_WRITE', { path });
  }
  return path;
}
