import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { ClientSession } from '#service/doors/client-session.ts';
import type { Clock } from '#service/platform/clock.ts';
import type { EventMessage } from '#shared/contract/envelope.ts';
import { writeDemo } from '../../../electron/demo/write-demo.ts';
import { copyWorkspace } from '../../support/copy-workspace.ts';
import { isOfOffice, openTownOffice, type TownOffice } from './town-office.ts';

/** The demonstration town with a service over it, for the page of one test. */
interface Town {
  readonly folder: string;
  readonly service: DataService;
  readonly session: ClientSession;
  readonly clock: Clock;
  /** What happened since the page asked last. */
  events: EventMessage[];
  /** Its accounts, once a page has asked for them. */
  office: Promise<TownOffice> | null;
}

// What the program keeps for its user is kept apart from what this machine's user has.
process.env.XUEANTU_HOME ??= temporary('home');

const towns = new Map<string, Town>();
let made: Promise<string> | null = null;

/** Opens a fresh copy of the demonstration town; `key` is the page's, `now` the time of its clock, in ms. */
export async function openTown(key: string, now: number): Promise<void> {
  made ??= makeTown(now);
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-town-'));
  const directory = join(folder, '演示');
  copyWorkspace(await made, directory);
  const clock = clockFrom(now);
  const service = new DataService(clock);
  await service.open(directory);
  const session = new ClientSession(service);
  const town: Town = { folder, service, session, clock, events: [], office: null };
  service.subscribe((event) => town.events.push(event));
  towns.set(key, town);
}

/** Answers a message of the page as every door does, with the events that came meanwhile. */
export async function askTown(
  key: string,
  message: unknown,
): Promise<{ answer: unknown; events: EventMessage[] }> {
  const town = townOf(key);
  if (isOfOffice(message)) town.office ??= openTownOffice(town.service, town.clock);
  const answer = isOfOffice(message)
    ? await (await town.office)?.answer(message)
    : await town.session.handle(message);
  const events = town.events;
  town.events = [];
  return { answer, events };
}

/** Takes a file of the page; the bytes come in base64. */
export function takeFile(key: string, name: string, bytes: string): { token: string; name: string } {
  const { folder, service } = townOf(key);
  const uploads = join(folder, 'uploads');
  if (!existsSync(uploads)) mkdirSync(uploads);
  const path = join(mkdtempSync(join(uploads, 'file-')), 'file');
  writeFileSync(path, Buffer.from(bytes, 'base64'));
  return { token: service.files.register(path, name), name };
}

export async function closeTown(key: string): Promise<void> {
  const town = townOf(key);
  towns.delete(key);
  town.session.close();
  (await town.office)?.close();
  await town.service.close();
  rmSync(town.folder, { recursive: true, force: true });
}

/** The town as it is made, once for all pages. */
async function makeTown(now: number): Promise<string> {
  const directory = join(temporary('towns'), '演示');
  await writeDemo(directory, clockFrom(now));
  return directory;
}

/** A clock that goes from a moment on. */
function clockFrom(moment: number): Clock {
  const shift = moment - Date.now();
  return { now: () => new Date(Date.now() + shift) };
}

/** A folder that goes with the process. */
function temporary(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `xueantu-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function townOf(key: string): Town {
  const town = towns.get(key);
  if (!town) throw new Error(`no town is open for ${key}`);
  return town;
}
