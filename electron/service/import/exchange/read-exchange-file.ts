import { readFileSync } from 'node:fs';
import { CodedError } from '#shared/contract/errors.ts';
import { type EventsRead, readJsonEvents, readTableEvents } from '#shared/exchange/read-events.ts';
import { type ChosenFile, sizeOf } from '../../platform/file-tokens.ts';
import type { Progress } from '../../workspace/context.ts';
import { decodeText } from '../decode-text.ts';
import { readTableAside } from '../read-in-thread.ts';

/** A file of JSON is read whole: past this it is told to come in parts. */
const MOST_BYTES = 64 * 2 ** 20;

/** Events of a file, JSON or a table. Errors: EXCHANGE_UNREADABLE, and those of `readTableAside`. */
export async function readExchangeFile(file: ChosenFile, progress: Progress): Promise<EventsRead> {
  const read = file.name.toLowerCase().endsWith('.json')
    ? readJsonEvents(parsedOf(file))
    : await readTableFile(file, progress);
  if (read === null) throw unreadable(file, '没有看到事件，也没有“情况”一列');
  return read;
}

async function readTableFile(file: ChosenFile, progress: Progress): Promise<EventsRead | null> {
  const reading = { encoding: 'auto', sheet: null, header: true, where: [] };
  const { columns, rows } = await readTableAside(file, reading, progress);
  return readTableEvents(columns, rows);
}

function parsedOf(file: ChosenFile): unknown {
  if (sizeOf(file) > MOST_BYTES) throw unreadable(file, '超过 64 MB，请分成几份');
  let bytes: Buffer;
  try {
    bytes = readFileSync(file.path);
  } catch {
    throw unreadable(file, '打不开');
  }
  const { text } = decodeText(bytes, 'auto', file.name);
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(file, '不是完整的 JSON');
  }
}

function unreadable({ name }: ChosenFile, reason: string): CodedError {
  return new CodedError('EXCHANGE_UNREADABLE', { file: name, reason });
}
