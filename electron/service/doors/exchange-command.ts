import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { TakenEvents } from '#shared/contract/exchange.ts';
import { pathInside } from '../platform/path-inside.ts';
import { type Call, printJson, withService } from './cli-commands.ts';
import { postEvents } from './post-events.ts';

export type CliExchange = Pick<
  ParsedInputOf<'exchange.out'>,
  'format' | 'changedOnly' | 'persons' | 'crs'
> & {
  /** Empty where files say it themselves. */
  readonly system: string;
  readonly out: string | null;
  readonly in: string | null;
  readonly push: string | null;
  /** A host beside this machine that may be pushed to. */
  readonly host: string | null;
  readonly json: boolean;
};

type Out = OutputOf<'exchange.out'>;

/** What went out, without the events themselves. */
type Told = Pick<Out, 'name' | 'events' | 'added' | 'changed' | 'same'> & { readonly to: string };

interface FileTaken extends Omit<TakenEvents, 'told'> {
  readonly file: string;
  readonly code: string | null;
  readonly message: string;
}

/**
 * Events of other systems in, then events out, as it is asked for. A file that cannot be read stops no other; the exit code
 * says that there is one. Errors: EXCHANGE_NOTHING, DISK_WRITE, FOLDER_UNREADABLE, PUSH_*.
 */
export async function runExchange(directory: string, cli: CliExchange): Promise<void> {
  await withService(directory, async (service, call) => {
    const taken = cli.in === null ? [] : await takeFolder(service, call, cli.in, cli.system);
    const out = cli.out === null ? null : await writeOut(call, cli, cli.out);
    const pushed = cli.push === null ? null : await pushOut(call, cli, cli.push);
    const replies = (await call('exchange.replies', {})).length;
    if (taken.some(({ code, rejected }) => code !== null || rejected > 0)) process.exitCode = 1;
    if (cli.json) {
      printJson({ files: taken, out, pushed, waiting: replies });
      return;
    }
    for (const { file, message, problems } of taken) {
      process.stdout.write(`${file}：${message}\n`);
      for (const { row, field, value, code, message: words } of problems)
        process.stdout.write(`  第 ${row} 行 ${field}“${value}”：${code} ${words}\n`);
    }
    for (const told of [out, pushed]) if (told) process.stdout.write(`${words(told)}\n`);
    if (replies > 0) process.stdout.write(`待确认的外部反馈 ${replies} 条，请在“台账 → 交换”里确认\n`);
  });
}

function words({ to, events, added, changed, same }: Told): string {
  return events === 0
    ? `没有变动，没有发往 ${to}`
    : `已发往 ${to}：${events} 件（新 ${added}，变 ${changed}，未变 ${same}）`;
}

type Service = Parameters<Parameters<typeof withService>[1]>[0];

/** Files of events in a folder, by name: what came before in them changes nothing again. */
async function takeFolder(
  service: Service,
  call: Call,
  folder: string,
  system: string,
): Promise<FileTaken[]> {
  const taken: FileTaken[] = [];
  for (const file of filesOf(folder)) {
    const token = service.files.register(pathInside(folder, file), file);
    try {
      const { told: _, ...result } = await call('exchange.take', { token, system });
      taken.push({ ...result, file, code: null, message: takenWords(result) });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      taken.push({
        ...nothingTaken,
        system,
        file,
        code: error.code,
        message: `${error.code} ${error.message}`,
      });
    }
  }
  return taken;
}

const nothingTaken = {
  ...{ batch: null, rows: 0, added: 0, updated: 0, replies: 0, unchanged: 0, rejected: 0, problems: [] },
};

function takenWords({
  system,
  rows,
  added,
  updated,
  replies,
  unchanged,
  rejected,
}: Omit<TakenEvents, 'told'>) {
  return `${system} ${rows} 件：新增 ${added}，更新 ${updated}，待确认 ${replies}，未变 ${unchanged}，拒收 ${rejected}`;
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .flatMap((each) => (each.isFile() ? [each.name] : []))
      .filter((name) => /^[^.~\p{Cc}][^\p{Cc}]*\.(json|csv)$/iu.test(name))
      .toSorted();
  } catch {
    throw new CodedError('FOLDER_UNREADABLE', { folder });
  }
}

/** Asks for the events, hands them on, and only then notes that the system has been told. */
async function sendOut(
  call: Call,
  cli: CliExchange,
  to: string,
  send: (out: Out) => Promise<void> | void,
  format: CliExchange['format'] = cli.format,
): Promise<Told> {
  const { system, changedOnly, persons, crs } = cli;
  const out = await call('exchange.out', { system, format, changedOnly, persons, crs });
  const { name, events, added, changed, same, sent } = out;
  if (events > 0) {
    await send(out);
    await call('exchange.noteSent', { system, sent });
  }
  return { name, events, added, changed, same, to };
}

/** A whole file under its name at once: who watches the folder sees no half of it. */
async function writeOut(call: Call, cli: CliExchange, folder: string): Promise<Told> {
  return await sendOut(call, cli, folder, ({ name, text }) => {
    const path = pathInside(folder, name);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    } catch {
      throw new CodedError('DISK_WRITE', { path });
    }
  });
}

async function pushOut(call: Call, cli: CliExchange, url: string): Promise<Told> {
  const send = ({ text, sent }: Out) => postEvents({ url, host: cli.host, system: cli.system, text, sent });
  return await sendOut(call, cli, url, send, 'json');
}
