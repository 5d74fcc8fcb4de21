import { storedFindings } from '../stored-findings.ts';
import { findUnsound } from '../unsound.ts';
import { readVenueChanges } from '../venue-changes.ts';
import type { Told } from './told.ts';
import type { World } from './world.ts';

/** What does not hold, in words: asked after each step. */
export async function broken(world: World, told: Told): Promise<string[]> {
  return [
    ...(await brokenVisits(world, told)),
    ...(await brokenChanges(world, told)),
    ...(await brokenLists(world, told)),
    ...(await brokenFindings(world)),
    ...(await findUnsound(world.service.workspace)),
  ];
}

const readerOf = ({ service }: World) => service.workspace.database.reader;

/** Each visit that was acknowledged is there once, none is there twice, and none that nobody made. */
async function brokenVisits(world: World, { visits }: Told): Promise<string[]> {
  const faults: string[] = [];
  const db = readerOf(world);
  const rows = await db.selectFrom('visits').select(['id', 'facts', 'result']).execute();
  const found = await db.selectFrom('hazards').select(['description']).execute();
  const times = new Map<string, number>();
  for (const { facts } of rows) times.set(facts, (times.get(facts) ?? 0) + 1);
  for (const [text, count] of times) {
    if (count > 1) faults.push(`the visit ${text} is there ${count} times`);
    if (!visits.has(text)) faults.push(`nobody made the visit ${text}`);
  }
  for (const [text, acknowledged] of visits)
    if (acknowledged && !times.has(text)) faults.push(`the visit ${text} was acknowledged and is gone`);
  const wanted = rows.filter(({ result }) => result === '发现隐患').map(({ facts }) => facts);
  const there = found.map(({ description }) => description);
  if (wanted.toSorted().join() !== there.toSorted().join())
    faults.push(`visits found ${wanted.length} hazards, and ${there.length} are there`);
  return faults;
}

/** Each change that holds stands in the history once, in the place of what its page had seen. */
async function brokenChanges(world: World, { changes }: Told): Promise<string[]> {
  const faults: string[] = [];
  const open = new Map(changes);
  for (const { key, before } of await readVenueChanges(readerOf(world))) {
    const known = open.get(key);
    open.delete(key);
    if (!known) faults.push(`nobody meant ${key}, which took the place of ${before}`);
    else if (known.meant.instead !== before)
      faults.push(`${key} took the place of ${before}, which its page had not seen`);
  }
  for (const [key, { acknowledged }] of open) if (acknowledged) faults.push(`${key} is gone`);
  return faults;
}

/** A list is there as a whole or not at all, as the office has said. */
async function brokenLists(world: World, { lists }: Told): Promise<string[]> {
  const faults: string[] = [];
  const rows = await readerOf(world)
    .selectFrom('venues')
    .select('name')
    .where('name', 'like', '单%')
    .execute();
  const counts = new Map<string, number>();
  for (const { name } of rows) {
    const word = name.split('-')[0] ?? '';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const [word, list] of lists) {
    const count = counts.get(word) ?? 0;
    const right = { there: [list.rows], gone: [0], unknown: [0, list.rows] }[list.state];
    if (!right.includes(count)) faults.push(`${word} is ${list.state}: ${count} of ${list.rows} rows`);
    // From now on it is known.
    if (list.state === 'unknown') lists.set(word, { ...list, state: count === 0 ? 'gone' : 'there' });
  }
  return faults;
}

/** What is stored of findings is what measuring everything anew finds. */
async function brokenFindings(world: World): Promise<string[]> {
  if (world.disk.isFull) return [];
  const stored = async () =>
    (await storedFindings(readerOf(world))).map((finding) => JSON.stringify(finding));
  const inPart = await stored();
  await world.call('findings.recompute', {});
  const whole = await stored();
  if (inPart.join('\n') === whole.join('\n')) return [];
  const known = new Set(inPart);
  const first = whole.find((row) => !known.has(row)) ?? 'one less';
  return [`${inPart.length} findings, and ${whole.length} when all is measured anew, such as ${first}`];
}
