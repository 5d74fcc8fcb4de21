import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataService } from '#service/dispatch/service.ts';
import { systemClock } from '#service/platform/clock.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import type { Call } from './calls.ts';
import { layDemo } from './demo.ts';
import { temporaryFolder } from './temporary.ts';
import { openService } from './workspace.ts';

/** A workspace with a service over it. */
export interface Opened {
  readonly call: Call;
  readonly service: DataService;
  readonly directory: string;
}

export async function openAt(directory: string): Promise<Opened> {
  return { ...(await openService(directory, systemClock)), directory };
}

/** The demonstration town as the office, and a team of it in the field; `before` is done in the office first. */
export async function apart(before: (office: Opened) => Promise<void> = async () => undefined) {
  const folder = temporaryFolder();
  const office = await openAt(await layDemo(join(folder, '办公室')));
  await before(office);
  const [sweep] = (await office.call('sweeps.list', {})).filter(({ id }) => id === 2);
  const sweepId = sweep?.id ?? 0;
  const { teams } = await office.call('routes.get', { sweepId });
  const teamId = teams[0]?.team.id ?? 0;
  const packet = await office.call('packets.make', { sweepId, teamId });
  const path = join(folder, '一组.xatp');
  writeFileSync(path, packet);
  await openPacket(path, join(folder, '外勤'), new Date());
  return { folder, path, office, field: await openAt(join(folder, '外勤')), sweepId, teamId };
}

export const officers = [1, 2].map((i) => ({
  name: `外勤员${i}`,
  certificate: `外-${i}`,
  agency: '公安分局',
}));

/** A visit to a stop that finds some hazards. */
export const visitAt = (stopId: number, hazards: number) => ({
  stopId,
  startedAt: '2026-11-20T09:00',
  endedAt: '2026-11-20T09:30',
  officers,
  result: hazards > 0 ? ('发现隐患' as const) : ('正常' as const),
  facts: '外勤记录',
  measuredDistance: null,
  measures: '',
  partyView: '',
  capReason: '按计划复查',
  hazards: Array.from({ length: hazards }, () => ({
    kind: '社会治安' as const,
    level: '一般' as const,
    description: '接纳未成年人',
    responsibleBody: '公安分局',
    responsiblePerson: '何某',
    dueOn: '2026-12-10',
  })),
});

/** Opens a packet once more, as another laptop does. */
export async function openCopy(
  { folder, path }: { folder: string; path: string },
  name: string,
): Promise<Opened> {
  const directory = join(folder, name);
  await openPacket(path, directory, new Date());
  return await openAt(directory);
}

/** Takes what a field gives back to the office: its token there. */
export async function takeFrom(field: Opened, office: Opened, folder: string): Promise<string> {
  const path = join(folder, `回传 ${Math.random()}.xatp`);
  writeFileSync(path, await field.call('packets.giveBack', {}));
  return office.service.files.register(path);
}
