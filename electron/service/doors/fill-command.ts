import { writeFileSync } from 'node:fs';
import type { AboutKind } from '#shared/blanks/field-words.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { printJson, withService } from './cli-commands.ts';

export interface CliFill {
  readonly out: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly about: { readonly kind: AboutKind; readonly id: number } | null;
  /** What is not sure is written as well. */
  readonly accept: boolean;
  readonly json: boolean;
}

/** Fills a blank form with what is known and sure, and says of each cell where it comes from. Errors: those of `blanks.fill`, DISK_WRITE. */
export async function runFill(directory: string, path: string, cli: CliFill): Promise<void> {
  await withService(directory, async (service, call) => {
    const { today } = await call('workspace.describe', {});
    const quarter = periodDates(periodOf(today));
    const [from, to] = [cli.from ?? quarter.from, cli.to ?? quarter.to];
    const source = { token: service.files.register(path, path.split(/[\\/]/).at(-1) ?? path) };
    // Days that were asked for go before those that the form names.
    const order = { source, from, to, asAsked: cli.from !== null, about: cli.about };
    const first = await call('blanks.preview', order);
    const doubtful = first.cells.filter(({ mark }) => mark === 'unsure').map(({ key }) => key);
    const whole = { ...order, accepted: cli.accept ? doubtful : [] };
    const preview = cli.accept ? await call('blanks.preview', whole) : first;
    const bytes = await call('blanks.fill', whole);
    try {
      writeFileSync(cli.out, bytes);
    } catch {
      throw new CodedError('DISK_WRITE', { path: cli.out });
    }
    const { sheets: _, known: __, ...told } = preview;
    if (cli.json) return printJson({ ...told, out: cli.out });
    for (const note of told.notes) process.stdout.write(`${note}\n`);
    const count = (...marks: readonly string[]) =>
      told.cells.filter(({ mark }) => marks.includes(mark)).length;
    process.stdout.write(
      `填写 ${count('sure', 'accepted', 'typed')} 格，待核 ${count('unsure')} 格，空 ${count('empty')} 格：${cli.out}\n`,
    );
    for (const { name, label, value, mark, source: origin, note } of told.cells)
      if (mark === 'unsure')
        process.stdout.write(
          `待核 ${name} ${label}：${value ?? ''}（${[origin, note].filter(Boolean).join('；')}）\n`,
        );
  });
}
