import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type Call, callsTo } from '../calls.ts';
import { type MovedClock, type Stop, type Visitor, visitStop } from './visit-stops.ts';

type TeamPlan = OutputOf<'routes.get'>['teams'][number];

/** What all teams have in common while they are out. */
export interface Field {
  readonly office: Call;
  readonly sweepId: number;
  readonly clock: MovedClock;
  readonly folder: string;
  /** Hands the office a file. */
  hand(path: string): Promise<string>;
}

/**
 * All teams go out on some dates, each with one packet on two laptops that share the stops of a day; then what they did
 * comes back, one laptop after the other and the first once more.
 */
export async function workAfield(
  field: Field,
  dates: readonly string[],
  visitor: (team: TeamPlan) => Visitor,
): Promise<void> {
  const { office, sweepId, clock } = field;
  const { teams } = await office('routes.get', { sweepId });
  const stops = new Map((await office('sweeps.get', { id: sweepId })).stops.map((stop) => [stop.id, stop]));
  const out: { team: TeamPlan; laptops: Laptop[] }[] = [];
  for (const team of teams) out.push({ team, laptops: await takeAlong(field, team.team.id) });
  for (const date of dates)
    for (const { team, laptops } of out)
      for (const day of team.days)
        if (day.date === date && day.cancelled === '')
          await workDay(clock, laptops, { ...day, date }, stops, visitor(team));
  clock.set(dates.at(-1) ?? '', '23:59');
  for (const { laptops } of out) await bringBack(field, laptops);
}

interface Laptop {
  readonly call: Call;
  readonly service: DataService;
}

async function takeAlong({ office, sweepId, folder, clock }: Field, teamId: number): Promise<Laptop[]> {
  const name = join(folder, `${clock.now().getTime()}-${teamId}`);
  writeFileSync(`${name}.xatp`, await office('packets.make', { sweepId, teamId }));
  const laptops: Laptop[] = [];
  for (const side of ['甲机', '乙机']) {
    await openPacket(`${name}.xatp`, `${name}-${side}`, clock.now());
    const service = new DataService(clock);
    await service.open(`${name}-${side}`);
    laptops.push({ service, call: callsTo(service) });
  }
  return laptops;
}

/** A day or an evening of a team: the laptops take turns; the last stop of an evening goes through midnight. */
async function workDay(
  clock: MovedClock,
  laptops: readonly Laptop[],
  { date, session, stops: planned }: TeamPlan['days'][number] & { date: string },
  stops: ReadonlyMap<number, Stop>,
  visitor: Visitor,
): Promise<void> {
  // Recorded when they are back: late on the same day, or in the small hours.
  clock.set(session === 'day' ? date : nextDay(date), session === 'day' ? '19:00' : '02:30');
  for (const [i, { stopId }] of planned.entries()) {
    const stop = stops.get(stopId);
    const laptop = laptops[i % laptops.length];
    if (!stop || !laptop || visitor.notebook.done.has(stopId)) continue;
    const isLate = session === 'evening' && i === planned.length - 1;
    const hour = String((session === 'day' ? 9 : 20) + Math.min(2, Math.floor(i / 4))).padStart(2, '0');
    const time = isLate ? '23:50' : `${hour}:${String((i % 4) * 15).padStart(2, '0')}`;
    await visitStop(laptop.call, stop, `${date}T${time}`, visitor);
  }
}

async function bringBack({ office, hand, folder, clock }: Field, laptops: readonly Laptop[]): Promise<void> {
  const files: string[] = [];
  for (const [i, { call, service }] of laptops.entries()) {
    const path = join(folder, `回传-${clock.now().getTime()}-${i}-${files.length}-${Math.random()}.xatp`);
    writeFileSync(path, await call('packets.giveBack', {}));
    await service.close();
    files.push(path);
  }
  for (const path of [...files, ...files.slice(0, 1)]) {
    const token = await hand(path);
    const { conflicts } = await office('packets.preview', { token });
    const sides = Object.fromEntries(conflicts.map(({ key }) => [key, 'back' as const]));
    await office('packets.bringBack', { token, sides });
  }
}

function nextDay(date: string): string {
  return new Date(new Date(`${date}T00:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10);
}
