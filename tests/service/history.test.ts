import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { addDays } from '#shared/calendar/days.ts';
import type { Past } from '#shared/contract/history.ts';
import { hazardStates, isCounted, isOpen } from '#shared/ledger/hazard.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { severities } from '#shared/zones/verdict.ts';
import { hotlineLead } from '../support/leads.ts';
import {
  importSmallTown,
  NOW,
  type OpenWorkspace,
  openService,
  openWorkspace,
} from '../support/workspace.ts';

const DAY = 24 * 3600_000;
const FIRST = '2026-11-21';
const progress = progressTo(new AbortController().signal, () => undefined);

/** The state of a copy, read straight from its tables. */
async function standing(directory: string, now: Date) {
  const { service } = await openService(directory, { now: () => now });
  const { reader } = service.workspace.database;
  const venues = await reader.selectFrom('venues').select(['id', 'lng', 'lat', 'status']).execute();
  const found = await reader
    .selectFrom('findings')
    .select(['venueId', 'severityRank'])
    .where('isPrimary', '=', 1)
    .execute();
  const hazards = await reader
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select(['hazards.id', 'hazards.state', 'hazards.venueId'])
    .select(['venues.lng', 'venues.lat', 'schools.lng as schoolLng', 'schools.lat as schoolLat'])
    .orderBy('hazards.id')
    .execute();
  await service.close();
  const rankOf = (id: number) =>
    Math.min(
      severities.length - 1,
      ...found.flatMap(({ venueId, severityRank }) => (venueId === id ? severityRank : [])),
    );
  const there = venues.filter(({ lng, status }) => lng !== null && !hasEnded(status));
  const count = (severity: string) => there.filter(({ id }) => severities[rankOf(id)] === severity).length;
  return {
    places: new Map(there.map(({ id, lng, lat }) => [id, [micro(lng), micro(lat)]])),
    near: there
      .filter(({ id }) => severities[rankOf(id)] !== 'outside')
      .map(({ id, lng, lat }) => [id, micro(lng), micro(lat), severities[rankOf(id)]]),
    hazards: hazards
      .filter(({ state }) => isCounted(state))
      .map(({ id, state, venueId, lng, lat, schoolLng, schoolLat }) =>
        venueId === null
          ? [id, micro(schoolLng), micro(schoolLat), state]
          : [id, micro(lng), micro(lat), state],
      ),
    counts: {
      inBusiness: there.length,
      violation: count('violation'),
      undetermined: count('undetermined'),
      supervised: count('supervised'),
      supervisedDoubt: count('supervisedDoubt'),
      openHazards: hazards.filter(({ state }) => isOpen(state)).length,
    },
  };
}

const micro = (degrees: number | null) => Math.round((degrees ?? 0) * 1_000_000);

/** What the history tells of a day. */
function told(past: Past, day: string) {
  const number = Math.round((Date.parse(day) - Date.parse(past.from)) / DAY);
  const rows = ({ id, lng, lat, from, until, state }: Past['venues']) =>
    id.flatMap((each, at) =>
      (from[at] ?? 0) <= number && (until[at] ?? 0) > number ? [[each, lng[at], lat[at], state[at]]] : [],
    );
  const byId = (a: readonly unknown[], b: readonly unknown[]) => Number(a[0]) - Number(b[0]);
  const { venues, hazards, counts } = past;
  const drawn = rows(venues).map(([id, lng, lat, rank = 0]) => [id, lng, lat, severities[rank]]);
  return {
    drawn,
    near: drawn.filter(([, , , severity]) => severity !== 'outside').sort(byId),
    hazards: rows(hazards)
      .map(([id, lng, lat, state = 0]) => [id, lng, lat, hazardStates[state]])
      .sort(byId),
    counts: {
      inBusiness: counts.inBusiness[number],
      violation: counts.violation[number],
      undetermined: counts.undetermined[number],
      supervised: counts.supervised[number],
      supervisedDoubt: counts.supervisedDoubt[number],
      openHazards: counts.openHazards[number],
    },
    happened: [counts.opened, counts.closed, counts.found, counts.settled].map((values) => values[number]),
  };
}

const list = (rows: string) => `名称,类别,地址,经度,纬度,登记状态,成立日期\n${rows}\n`;

/** A week of a town: what is done on each day, by hand and by lists, taken back and made again. */
function week(town: OpenWorkspace): readonly (() => Promise<unknown>)[] {
  const { call, file } = town;
  const venue = async (name: string) => (await call('search.places', { text: name }))[0]?.id ?? 0;
  const bring = async (name: string, rows: string) =>
    (await call('import.run', { token: file(name, list(rows)), as: 'venues', crs: 'wgs84', map: {} })).result
      .batch;
  const hazard = (number: string, said: string) => ({
    ...hotlineLead,
    ...{ lead: false, sourceNumber: number, saidOn: said, responsibleBody: '公安分局', dueOn: '2027-01-30' },
  });
  const made = { batch: 0, merge: 0, drawn: 0, hazard: 0 };
  return [
    () => importSmallTown(town),
    async () => {
      await call('venues.end', { id: await venue('极速网吧'), how: 'closed', reason: '已搬走' });
      const move = { position: [116.4002, 39.8988] as [number, number], source: 'surveyed' as const };
      await call('venues.savePosition', { id: await venue('远方网吧'), ...move });
      made.hazard = (await call('hazards.register', hazard('一', FIRST))).id;
      await call('hazards.register', hazard('二', FIRST));
    },
    async () => {
      await call('edits.undo', { until: null });
      made.batch = await bring(
        'more.csv',
        [
          '新风网吧,网吧,东街5号,116.4003,39.8987,开业,2024-05-01',
          '边缘KTV,KTV,东街20号,116.4000,39.89772,注销,2019-03-05',
        ].join('\n'),
      );
    },
    async () => {
      await call('edits.redo', {}).catch(() => undefined);
      await call('import.undo', { batch: made.batch });
      await call('gates.save', {
        ...{ id: 1, schoolId: 1, name: '正南门', isMain: true, position: [116.4, 39.8975] },
        ...{ positionSource: 'surveyed', frontage: null, band: null },
      });
      await call('hazards.void', { id: made.hazard, into: null, reason: '重复登记' });
    },
    async () => {
      const geometry = { type: 'Point' as const, coordinates: [116.4001, 39.8986] };
      const values = { name: '新开网吧', category: 'internet_cafe' };
      made.drawn = (await call('places.save', { table: 'venues', id: null, values, geometry })).id;
      const ids = { keptId: await venue('边缘KTV'), removedId: await venue('平安旅馆') };
      made.merge = (await call('duplicates.merge', { ...ids, values: 'kept' })).mergeId;
      await call('hazards.restore', { id: made.hazard, reason: '不是重复' });
    },
    async () => {
      await call('duplicates.part', { mergeId: made.merge });
      await call('packs.use', { id: 'henan-anyang' });
    },
    // Nothing happens on a day in between.
    async () => undefined,
    async () => {
      await call('places.remove', { table: 'venues', id: made.drawn });
      await bring('again.csv', '极速网吧,网吧,东街1号,116.4000,39.8985,开业,2023-05-01');
      await call('packs.use', { id: 'beijing-daxing' });
    },
  ];
}

/** Days of a town in which what was done earlier comes late, and what was put together is parted again. */
function lateWeek(town: OpenWorkspace, clock: { now: Date }): readonly (() => Promise<unknown>)[] {
  const { call, file, directory, service } = town;
  const venue = async (name: string) =>
    (await call('search.places', { text: name })).find(({ kind }) => kind === 'venue')?.id ?? 0;
  const bring = async (as: 'venues' | 'schools', rows: string) =>
    (await call('import.run', { token: file('list.csv', rows), as, crs: 'wgs84', map: {} })).result.batch;
  const who = { responsibleBody: '公安分局', responsiblePerson: '何某' };
  const hazard = { ...hotlineLead, ...who, lead: false, saidOn: FIRST, dueOn: '2027-01-30' };
  const officers = ['甲', '乙'].map((name) => ({ name, certificate: `证${name}`, agency: '公安分局' }));
  const made = { hazards: [0], sweepId: 0, teamId: 0, stopId: 0, merge: 0, batch: 0, packet: '', field: '' };
  const openField = async () => await openService(made.field, { now: () => clock.now });
  const bringBack = async () => {
    const field = await openField();
    const path = join(directory, '..', `back-${clock.now.getTime()}.xatp`);
    writeFileSync(path, await field.call('packets.giveBack', {}));
    await field.service.close();
    const token = service.files.register(path);
    const { conflicts } = await call('packets.preview', { token });
    const sides = Object.fromEntries(conflicts.map(({ key }) => [key, 'back' as const]));
    await call('packets.bringBack', { token, sides });
  };
  const inField = async (act: (call: OpenWorkspace['call']) => Promise<unknown>) => {
    const field = await openField();
    await act(field.call);
    await field.service.close();
  };
  /** A step on the hazard that the packet took along. */
  const stepInField = async (action: 'startRectifying' | 'submitForReinspection') =>
    await inField(async (inside) => {
      const own = (await inside('hazards.list', {})).find(
        ({ description }) => description === hazard.description,
      );
      await inside('hazards.transition', { id: own?.id ?? 0, action, note: '', reinspectionId: null });
    });
  return [
    async () => {
      await importSmallTown(town);
      made.hazards = [];
      for (const [name, schoolId] of [
        ['平安旅馆', null],
        ['极速网吧', null],
        ['', 2],
      ] as const) {
        const at = { venueId: name === '' ? null : await venue(name), schoolId, sourceNumber: name };
        made.hazards.push((await call('hazards.register', { ...hazard, ...at })).id);
      }
      const named = { title: '整治', period: '2026Q4', agencies: ['区公安分局'], focusTopics: [] };
      made.sweepId = (await call('sweeps.create', named)).id;
      const team = { id: null, sweepId: made.sweepId, name: '一组', days: 1, byHand: false };
      const hours = { from: '09:00', until: '17:00', members: officers };
      made.teamId = (await call('teams.save', { ...team, ...hours })).id;
      const stop = {
        sweepId: made.sweepId,
        venueId: await venue('极速网吧'),
        schoolId: null,
        reason: '重点',
      };
      made.stopId = (await call('sweeps.addStop', stop)).id;
      await call('routes.assign', { stopIds: [made.stopId], teamId: made.teamId });
      made.packet = join(directory, '..', 'out.xatp');
      const packet = { sweepId: made.sweepId, teamId: made.teamId };
      writeFileSync(made.packet, await call('packets.make', packet));
      made.field = join(directory, '..', 'field');
      await openPacket(made.packet, made.field, clock.now);
    },
    // In the field a visit finds a hazard, and venues are corrected and found: the office does not know.
    async () =>
      await inField(async (inside) => {
        await inside('visits.record', {
          ...{
            stopId: made.stopId,
            startedAt: `${addDays(FIRST, 1)}T08:00`,
            endedAt: `${addDays(FIRST, 1)}T09:00`,
          },
          ...{ officers, result: '发现隐患', facts: '接纳未成年人', measuredDistance: null, measures: '' },
          ...{ partyView: '', capReason: '' },
          hazards: [
            {
              ...{ kind: '社会治安', level: '一般', description: '未查验身份证', dueOn: '2026-12-30' },
              ...who,
            },
          ],
        });
        const position: [number, number] = [116.4003, 39.8982];
        await inside('venues.savePosition', { id: await venue('极速网吧'), position, source: 'surveyed' });
        const values = { name: '暗处网吧', category: 'internet_cafe' };
        const geometry = { type: 'Point' as const, coordinates: [116.4004, 39.8984] };
        await inside('places.save', { table: 'venues', id: null, values, geometry });
      }),
    // Two venues become one where the other one was, with its hazard; a school and its hazard go elsewhere.
    async () => {
      const ids = { keptId: await venue('边缘KTV'), removedId: await venue('平安旅馆') };
      made.merge = (await call('duplicates.merge', { ...ids, values: 'removed' })).mergeId;
      const geometry = { type: 'Point' as const, coordinates: [116.4207, 39.9003] };
      await call('places.save', { table: 'schools', id: 2, values: {}, geometry });
      await stepInField('startRectifying');
    },
    bringBack,
    async () => {
      await call('duplicates.part', { mergeId: made.merge });
      await call('tables.edit', {
        table: 'venues',
        ids: [await venue('远方网吧')],
        values: { name: '近处网吧', status: '停业' },
      });
      await stepInField('submitForReinspection');
    },
    async () => {
      made.batch = await bring(
        'venues',
        '名称,类别,地址,经度,纬度,成立日期\n远方网吧,网吧,东街99号,116.4002,39.8984,2023-05-01\n夜色KTV,KTV,东街21号,116.4001,39.8984,2023-05-01\n',
      );
      const ids = { keptId: await venue('极速网吧'), removedId: await venue('边缘KTV') };
      await call('duplicates.merge', { ...ids, values: 'removed' });
    },
    // The field comes a second time, older things again; the list and the merge are taken back.
    async () => {
      await call('edits.undo', { until: null });
      await bringBack();
      await call('import.undo', { batch: made.batch });
    },
    async () => {
      await call('edits.redo', {}).catch(() => undefined);
      const at = { schoolId: 1, reason: '学校登记错了' };
      const [, , id = 0] = made.hazards;
      await call('hazards.correct', { id, level: '一般', kind: hazard.kind, description: '更正', ...at });
    },
  ];
}

/** Plays days and keeps a copy of each; of every day the history is to tell what its copy holds. */
async function playDays(
  town: OpenWorkspace,
  clock: { now: Date },
  days: readonly (() => Promise<unknown>)[],
): Promise<{ all: Past; later: Past; differing: number }> {
  const copies: { day: string; directory: string; now: Date }[] = [];
  for (const [number, act] of days.entries()) {
    clock.now = new Date(NOW.getTime() + number * DAY);
    await act();
    const path = join(town.directory, '..', `day-${number}.xab`);
    const directory = join(town.directory, '..', `copy-${number}`);
    await town.call('backups.make', { token: town.service.files.register(path), password: null });
    await restoreBackup(path, directory, { password: null, now: clock.now, progress });
    copies.push({ day: addDays(FIRST, number), directory, now: clock.now });
  }
  const all = await town.call('history.days', {});
  const later = await town.call('history.days', { from: addDays(FIRST, 3), to: addDays(FIRST, 6) });
  const seen = new Set<string>();
  for (const [number, { day, directory, now }] of copies.entries()) {
    const { places, ...copy } = await standing(directory, now);
    for (const past of number >= 3 && number <= 6 ? [all, later] : [all]) {
      const { drawn, happened: _, ...own } = told(past, day);
      expect({ day, ...own }).toEqual({ day, ...copy });
      for (const [id, lng, lat] of drawn)
        expect([day, id, places.get(Number(id))]).toEqual([day, id, [lng, lat]]);
    }
    seen.add(JSON.stringify(copy));
  }
  expect([all.lost, all.untold, all.whole]).toEqual([[], null, true]);
  return { all, later, differing: seen.size };
}

describe('looking back', () => {
  it('tells of every day what a copy of that day holds', async () => {
    const clock = { now: NOW };
    // Each command has its own moment.
    const tick = () => (clock.now = new Date(clock.now.getTime() + 1000));
    const town = await openWorkspace('beijing-daxing', { now: tick });
    const { all, later, differing } = await playDays(town, clock, week(town));
    expect([all.from, all.to, later.from, later.to]).toEqual([
      FIRST,
      addDays(FIRST, 7),
      addDays(FIRST, 3),
      addDays(FIRST, 6),
    ]);
    // Most days differ from one another: it is no history in which nothing happens.
    expect(differing).toBeGreaterThanOrEqual(6);
    expect(told(all, addDays(FIRST, 1)).happened).toEqual([0, 1, 2, 0]);
    expect(told(all, addDays(FIRST, 2)).happened).toEqual([1, 1, 0, 0]);
    expect(told(all, addDays(FIRST, 6)).happened).toEqual([0, 0, 0, 0]);
    const overview = await town.call('overview.get', {});
    const { counts } = told(all, addDays(FIRST, 7));
    expect(overview.severities).toMatchObject({
      violation: counts.violation,
      undetermined: counts.undetermined,
      supervised: counts.supervised,
      supervisedDoubt: counts.supervisedDoubt,
    });
    expect(overview.hazards.open).toBe(counts.openHazards);
  });

  it('tells nothing earlier than it was known, whatever comes late, is parted or taken back', async () => {
    const clock = { now: NOW };
    const tick = () => (clock.now = new Date(clock.now.getTime() + 1000));
    const town = await openWorkspace('beijing-daxing', { now: tick });
    const { all, differing } = await playDays(town, clock, lateWeek(town, clock));
    expect(differing).toBeGreaterThanOrEqual(6);
    expect(told(all, addDays(FIRST, 3)).happened).toEqual([1, 0, 1, 0]);
  });

  it('judges under another pack as if that were in force, and keeps nothing of it', async () => {
    const town = await openWorkspace();
    await importSmallTown(town);
    const gravest = async () => {
      const worst = new Map<number, number>();
      for (const { venueId, severity } of await town.call('findings.list', {})) {
        const rank = severities.indexOf(severity);
        worst.set(venueId, Math.min(rank, worst.get(venueId) ?? severities.length));
      }
      return [...worst].filter(([, rank]) => severities[rank] !== 'outside').sort(([a], [b]) => a - b);
    };
    const under = async (packId: string) =>
      (await town.call('history.underPack', { packId })).venues
        .map(({ id, severity }) => [id, severities.indexOf(severity)])
        .sort(([a = 0], [b = 0]) => a - b);
    const before = await gravest();
    const other = await under('henan-anyang');
    expect(await under('beijing-daxing')).toEqual(before);
    expect(await gravest()).toEqual(before);
    await town.call('packs.use', { id: 'henan-anyang' });
    expect(await gravest()).toEqual(other);
    expect(other).not.toEqual(before);
    await expect(under('nowhere')).rejects.toMatchObject({ code: 'PACK_UNKNOWN' });
  });
});
