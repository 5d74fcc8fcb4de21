import { writeFileSync } from 'node:fs';
import { CodedError } from '#shared/contract/errors.ts';
import type { sheetFormats } from '#shared/contract/sheets.ts';
import type { PaperName } from '#shared/sheets/paper.ts';
import { withService } from './cli-commands.ts';

export interface CliSheet {
  readonly school: number | null;
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
    const templates = await call('sheets.templates', {});
    const found = templates.find(({ id }) => id === cli.template);
    if (!found) throw new CodedError('SHEET_TEMPLATE_UNKNOWN', { id: cli.template });
    const { savedId: _, ...template } = found;
    const paper = cli.paper ? { size: cli.paper, landscape: template.paper.landscape } : template.paper;
    const order = {
      template: { ...template, paper },
      pages: { keys: cli.school === null ? null : [`school:${cli.school}`] },
      settings: { scale: cli.scale },
      allowGaps: cli.allowGaps,
      contents: cli.school === null && template.pages === 'school',
      format: cli.format,
    };
    if (cli.school !== null) await call('schools.get', { id: cli.school });
    const { id, number } = await call('sheets.begin', { order, purpose: '命令行出图' });
    try {
      await call('sheets.draw', { id });
      const { pages, file } = await call('sheets.finish', { id });
      const bytes = await call('sheets.file', { id });
      // Several pictures are written as one archive, whatever ending was asked for.
      const path = file.endsWith('.zip') ? cli.out.replace(/\.\w+$/, '.zip') : cli.out;
      try {
        writeFileSync(path, bytes);
      } catch {
        throw new CodedError('DISK_WRITE', { path });
      }
      process.stdout.write(`已出图 ${number}：${pages} 页，${path}\n`);
    } catch (error) {
      await call('sheets.drop', { id }).catch(() => undefined);
      throw error;
    }
  });
}
