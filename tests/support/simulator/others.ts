import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { DataService } from '#service/dispatch/service.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { backUpDaily, isDue } from '#service/upkeep/backups/automatic.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import { type Call, callsTo } from '../calls.ts';
import { visitAt } from './pages.ts';
import type { Told } from './told.ts';
import type { Heard, Sent, World } from './world.ts';

/** What an office at its desk is told where its disk fails; nothing of it may be there then. */
const isDisk = (heard: Heard) => heard !== 'lost' && 'failed' in heard && heard.failed.code === 'DISK_WRITE';

function refuseOthers(what: string, heard: Heard, known: readonly string[] = []): void {
  if (heard === 'lost' || 'ok' in heard || isDisk(heard) || known.includes(heard.failed.code)) return;
  throw new Error(`${what} was refused: ${heard.failed.code}`);
}

const LIST = /单\d+号/;

/** Who brings lists in, and takes them back. */
export class Importer {
  readonly #told: Told;
  #lists = 0;

  constructor(told: Told) {
    this.#told = told;
  }

  async bring(world: World): Promise<void> {
    this.#lists += 1;
    const [word, rows] = [`单${this.#lists}号`, 2 + world.chance.below(7)];
    const lines = Array.from({ length: rows }, (_, i) => {
      const [lng, lat] = [116.396 + world.chance.next() * 0.008, 39.896 + world.chance.next() * 0.008];
      return `${word}-${i}网吧,网吧,${lng.toFixed(5)},${lat.toFixed(5)}`;
    });
    const path = world.write(`${word}.csv`, `名称,类别,经度,纬度\n${lines.join('\n')}\n`);
    const list = { rows, state: 'unknown' as const };
    this.#told.lists.set(word, list);
    const token = world.service.files.register(path);
    const input = { token, as: 'venues' as const, crs: 'wgs84' as const, map: {}, recheck: true };
    // A list that is cancelled on its way is there as a whole or not at all.
    const cut = world.cutSometimes();
    const heard = await world.send({ name: 'import.run', input }, null, cut === 'before' ? null : cut);
    refuseOthers('a list', heard, ['CANCELLED']);
    if (heard !== 'lost') this.#told.lists.set(word, { rows, state: 'ok' in heard ? 'there' : 'gone' });
  }

  async takeBack(world: World): Promise<void> {
    const batches = await world.call('import.batches', {});
    const batch = batches.find(({ undoneAt, fileName }) => undoneAt === null && LIST.test(fileName));
    const [word = ''] = LIST.exec(batch?.fileName ?? '') ?? [];
    const list = this.#told.lists.get(word);
    if (!batch || !list) return;
    const sent: Sent<'import.undo'> = { name: 'import.undo', input: { batch: batch.id } };
    this.#told.lists.set(word, { ...list, state: 'unknown' });
    const heard = await world.send(sent, null, world.cutSometimes());
    refuseOthers('taking a list back', heard, ['CANCELLED', 'BATCH_DEPENDED']);
    if (heard !== 'lost') this.#told.lists.set(word, { ...list, state: 'ok' in heard ? 'gone' : list.state });
  }
}

/** Moves the one gate of the small town, so that all around it is measured anew. */
export async function moveGate(world: World): Promise<void> {
  const { gates } = await world.call('schools.get', { id: 1 });
  const [gate] = gates;
  if (!gate) throw new Error('the first school has a gate');
  const position: [number, number] = [
    116.399 + world.chance.next() * 0.002,
    39.8985 + world.chance.next() * 0.002,
  ];
  const input = { ...gate, schoolId: 1, position };
  refuseOthers('a gate', await world.send({ name: 'gates.save', input }, null, world.cutSometimes()), [
    'CANCELLED',
  ]);
}

/** The daily copy where it is due, which holds all that the office had acknowledged. */
export async function backUp(world: World, told: Told): Promise<string[]> {
  if (!isDue(world.directory, dayOf(world.clock.now()))) return [];
  const name = await backUpDaily(world.service.workspace, world.clock.now());
  const path = join(world.directory, 'backups', name);
  const sqlite = new SqliteDatabase(path, { readonly: true });
  try {
    const held = new Set(sqlite.prepare<[], string>('select facts from visits').pluck().all());
    return told
      .acknowledgedVisits()
      .filter((text) => !held.has(text))
      .map((text) => `the backup does not hold the visit ${text}`);
  } finally {
    sqlite.close();
  }
}

interface Returned {
  readonly path: string;
  readonly visits: readonly string[];
}

/** Teams in the field, each with a packet of its own, and what they have given back. */
export class Fields {
  readonly #told: Told;
  readonly #open: { readonly service: DataService; readonly call: Call; readonly visits: string[] }[] = [];
  readonly #returned: Returned[] = [];
  #made = 0;

  constructor(told: Told) {
    this.#told = told;
  }

  async act(world: World): Promise<void> {
    const { chance } = world;
    const field = this.#open.length > 0 ? chance.oneOf(this.#open) : null;
    const what = chance.below(8);
    if (!field || (what === 0 && this.#open.length < 3)) return await this.#leave(world);
    if (what < 4) {
      const { stops } = await field.call('sweeps.get', { id: world.sweepId });
      const text = `外勤${this.#open.indexOf(field)}/${field.visits.length + 1}`;
      await field.call('visits.record', visitAt(chance.oneOf(stops).id, text, chance.is(0.3)));
      field.visits.push(text);
    } else if (what < 6 || this.#returned.length === 0) {
      const path = world.write('back.xatp', await field.call('packets.giveBack', {}));
      this.#returned.push({ path, visits: [...field.visits] });
    } else await this.#bringBack(world, chance.oneOf(this.#returned));
  }

  async close(): Promise<void> {
    for (const { service } of this.#open) await service.close();
  }

  async #leave(world: World): Promise<void> {
    const input = { sweepId: world.sweepId, teamId: world.teamId };
    const heard = await world.send({ name: 'packets.make', input }, null, null);
    refuseOthers('a packet', heard);
    if (heard === 'lost' || 'failed' in heard) return;
    if (!(heard.ok instanceof Uint8Array)) throw new Error('a packet is a file');
    this.#made += 1;
    const directory = join(world.folder, `field-${this.#made}`);
    await openPacket(world.write('out.xatp', heard.ok), directory, world.clock.now());
    const service = new DataService(world.clock);
    await service.open(directory);
    this.#open.push({ service, call: callsTo(service), visits: [] });
  }

  /** Any file may come back again, in any order. */
  async #bringBack(world: World, { path, visits }: Returned): Promise<void> {
    for (const text of visits) this.#told.sendVisit(text);
    const token = world.service.files.register(path);
    const shown = await world.call('packets.preview', { token });
    const sides: Record<string, 'own' | 'back'> = {};
    for (const { key } of shown.conflicts) sides[key] = world.chance.oneOf(['own', 'back'] as const);
    const input = { token, sides };
    const heard = await world.send({ name: 'packets.bringBack', input }, null, world.cutSometimes());
    refuseOthers('what came back', heard, ['CANCELLED']);
    if (heard !== 'lost' && 'ok' in heard) for (const text of visits) this.#told.visits.set(text, true);
  }
}
