import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { newUid } from '#service/platform/new-uid.ts';
import type { PacketSide } from '#shared/contract/packets.ts';
import type { HazardAction } from '#shared/ledger/hazard.ts';
import {
  apart,
  type Opened,
  officers,
  openAt,
  openCopy,
  takeFrom,
  visitAt,
} from '../support/field-packets.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Row = Record<string, string | number | null>;
type Tables = Record<string, Row[]>;

/** The team's stops at venues, in the order of the packet. */
async function venueStops({ call }: Opened, sweepId: number) {
  const { stops } = await call('sweeps.get', { id: sweepId });
  return stops.flatMap((stop) =>
    stop.teamId !== null && stop.venueId !== null ? [{ ...stop, venueId: stop.venueId }] : [],
  );
}

const visitSaying = (stopId: number, facts: string, hazards = 0) => {
  const visit = visitAt(stopId, hazards);
  return {
    ...visit,
    facts,
    hazards: visit.hazards.map((hazard) => ({ ...hazard, description: `${facts} 的隐患` })),
  };
};

/** Brings a file back, with one side for all conflicts. */
async function bring(office: Opened, token: string, side: PacketSide = 'own') {
  const { conflicts } = await office.call('packets.preview', { token });
  const sides = Object.fromEntries(conflicts.map(({ key }) => [key, side]));
  return await office.call('packets.bringBack', { token, sides });
}

/** Visits of the office that say one of some facts, with the venue that each is at and the hazards that it found. */
function visitsSaying({ directory }: Opened, prefix: string) {
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'), { readonly: true });
  const visits = sqlite
    .prepare<[string], { facts: string; venueId: number; stopVenue: number; hazards: string | null }>(
      `select facts, visits.venueId, stops.venueId as stopVenue,
        (select group_concat(description || '@' || hazards.venueId) from hazards where visitId = visits.id) as hazards
       from visits join stops on stops.id = stopId where facts like ? || '%' order by facts`,
    )
    .all(prefix);
  sqlite.close();
  return visits;
}

const edit = ({ call }: Opened, venueId: number, values: Record<string, string>) =>
  call('tables.edit', { table: 'venues', ids: [venueId], values });
const phoneOf = async ({ call }: Opened, id: number) =>
  (await call('phones.whole', { table: 'venues', id })).phone;

describe('one packet on two laptops', () => {
  it('loses and mixes no record: both bring their visit, each with its own hazard', async () => {
    const scene = await apart();
    const { office, field, folder, sweepId } = scene;
    const other = await openCopy(scene, '外勤二');
    const [first, second] = await venueStops(field, sweepId);
    if (!first || !second) throw new Error('too few stops');
    const one = await field.call('visits.record', visitSaying(first.id, '甲机检查', 1));
    const two = await other.call('visits.record', visitSaying(second.id, '乙机检查', 1));
    // Both number alike: this is what was mixed up.
    expect(one).toEqual(two);
    expect(await bring(office, await takeFrom(field, office, folder))).toMatchObject({
      visits: 1,
      hazards: 1,
    });
    expect(await bring(office, await takeFrom(other, office, folder))).toMatchObject({
      visits: 1,
      hazards: 1,
    });
    expect(visitsSaying(office, '')).toEqual(
      expect.arrayContaining([
        {
          facts: '乙机检查',
          venueId: second.venueId,
          stopVenue: second.venueId,
          hazards: `乙机检查 的隐患@${second.venueId}`,
        },
        {
          facts: '甲机检查',
          venueId: first.venueId,
          stopVenue: first.venueId,
          hazards: `甲机检查 的隐患@${first.venueId}`,
        },
      ]),
    );
    const codes = (await office.call('hazards.list', {})).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('reverts no conflict that the office settled: a copy that was never changed changes nothing', async () => {
    const scene = await apart();
    const { office, field, folder, sweepId } = scene;
    const untouched = await openCopy(scene, '没动过');
    const venueId = (await venueStops(field, sweepId))[0]?.venueId ?? 0;
    await edit(field, venueId, { name: '现场的名' });
    await edit(office, venueId, { name: '办公室的名' });
    const token = await takeFrom(field, office, folder);
    await bring(office, token, 'own');
    for (const again of [await takeFrom(untouched, office, folder), token]) {
      const preview = await office.call('packets.preview', { token: again });
      expect(preview).toMatchObject({ changes: [], conflicts: [], notes: [], aside: [] });
      expect(new Set(Object.values(preview.brought))).toEqual(new Set([0]));
      await bring(office, again);
    }
    expect(await office.call('venues.get', { id: venueId })).toMatchObject({ name: '办公室的名' });
    // The other side of it: what the field won is not taken back by the copy that did not touch it either.
    await edit(field, venueId, { phone: '0571-7' });
    await bring(office, await takeFrom(field, office, folder));
    await bring(office, await takeFrom(untouched, office, folder));
    expect(await phoneOf(office, venueId)).toBe('0571-7');
  });

  it('a file that is older than one that came takes nothing back', async () => {
    const scene = await apart();
    const { office, field, folder, sweepId } = scene;
    const [stop] = await venueStops(field, sweepId);
    const venueId = stop?.venueId ?? 0;
    await edit(field, venueId, { phone: '0571-1' });
    await field.call('visits.record', visitSaying(stop?.id ?? 0, '旧文件里的检查'));
    const older = await takeFrom(field, office, folder);
    await edit(field, venueId, { phone: '0571-2' });
    await bring(office, await takeFrom(field, office, folder));
    expect(await bring(office, older)).toMatchObject({ visits: 0, changes: 0 });
    expect(await phoneOf(office, venueId)).toBe('0571-2');
  });
});

describe('a packet comes back whatever the office did meanwhile', () => {
  it('a removed stop keeps no visit out: the stop comes back, and that is said', async () => {
    const { office, field, folder, sweepId } = await apart();
    const stops = (await venueStops(field, sweepId)).slice(0, 4);
    for (const [i, { id }] of stops.entries())
      await field.call('visits.record', visitSaying(id, `检查 ${i}`));
    const gone = stops[1];
    await office.call('sweeps.removeStop', { stopId: gone?.id ?? 0 });
    const token = await takeFrom(field, office, folder);
    const preview = await office.call('packets.preview', { token });
    expect(preview.brought).toMatchObject({ visits: 4, places: 0 });
    expect(preview.notes).toEqual([`整治检查点“${gone?.placeName}”在本机已移除；外勤有它的新记录，予以恢复`]);
    expect(await bring(office, token)).toMatchObject({ visits: 4, aside: [] });
    expect(visitsSaying(office, '检查 ').map(({ venueId }) => venueId)).toEqual(
      stops.map(({ venueId }) => venueId),
    );
    // The other stops of the team, which nobody visited, are as the office left them.
    expect(await bring(office, await takeFrom(field, office, folder))).toMatchObject({
      visits: 0,
      places: 0,
    });
  });

  it('a deleted venue keeps no visit out either', async () => {
    const { office, field, folder, sweepId } = await apart();
    const [first] = await venueStops(field, sweepId);
    const token = await fileWithout(first?.venueId ?? 0, await takeBytes(field), office, folder);
    const brought = await bring(office, token);
    expect(brought).toMatchObject({ visits: 1, aside: [] });
    expect(brought.notes.join()).toContain('予以恢复');
    const [visit] = visitsSaying(office, '没有了的店');
    expect(visit?.venueId).toBe(visit?.stopVenue);
    expect(await office.call('venues.get', { id: visit?.venueId ?? 0 })).toMatchObject({
      name: '没有了的店',
    });
    expect(await bring(office, token)).toMatchObject({ visits: 0, places: 0 });
  });

  it('a record that cannot be put in is told with its reason, and the others come', async () => {
    const { office, field, folder, sweepId } = await apart();
    const [first, second] = await venueStops(field, sweepId);
    await field.call('visits.record', visitSaying(first?.id ?? 0, '好的检查', 1));
    await field.call('visits.record', visitSaying(second?.id ?? 0, '坏的检查', 1));
    const token = alterFile(await takeBytes(field), office, folder, (tables) => {
      const bad = tables.visits?.find(({ facts }) => facts === '坏的检查');
      if (bad) bad.stopId = 999_999;
    });
    const { aside, visits, hazards } = await bring(office, token);
    expect({ visits, hazards }).toEqual({ visits: 1, hazards: 1 });
    expect(aside.map(({ reason }) => reason)).toContain('它所属的记录不在回传文件里');
    expect(aside[0]?.what).toContain('2026-11-20 09:00 的检查');
    expect(visitsSaying(office, '好的检查')).toHaveLength(1);
    // Once the file is right it comes in.
    expect(await bring(office, await takeFrom(field, office, folder))).toMatchObject({
      visits: 1,
      aside: [],
    });
  });
});

describe('a re-inspection in the field', () => {
  it('comes back with its hazard, and closes it there', async () => {
    const { office, field, folder, sweepId } = await apart();
    const [stop] = await venueStops(field, sweepId);
    const visit = await field.call('visits.record', visitSaying(stop?.id ?? 0, '要复查', 1));
    const token = await takeFrom(field, office, folder);
    await bring(office, token);
    const code = (await field.call('hazards.get', { id: visit.hazards[0] ?? 0 })).hazard.code;
    const here = (await office.call('hazards.list', {})).find((hazard) => hazard.code === code)?.id ?? 0;
    const act = (action: HazardAction, reinspectionId: number | null = null) =>
      field.call('hazards.transition', { id: visit.hazards[0] ?? 0, action, note: '', reinspectionId });
    await act('startRectifying');
    await act('submitForReinspection');
    const passed = await field.call('hazards.reinspect', {
      hazardId: visit.hazards[0] ?? 0,
      startedAt: '2026-11-22T09:00',
      endedAt: '2026-11-22T09:10',
      officers,
      result: '已整改',
      facts: '现场已整改',
    });
    await act('close', passed.id);
    await bring(office, await takeFrom(field, office, folder));
    expect(await office.call('hazards.get', { id: here })).toMatchObject({
      hazard: { code, state: 'closed' },
      reinspections: [{ startedAt: '2026-11-22T09:00', result: '已整改', facts: '现场已整改' }],
    });
    const { events } = await office.call('hazards.get', { id: here });
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['复查', '复查合格并销号']);
  });
});

describe('a packet of the version before rows had identities', () => {
  it('still comes back, from two laptops and more than once', async () => {
    const { office, tokenOf } = await officeOfVersion25();
    const visitOf = (facts: string, recordedAt: string) => (tables: Tables) => {
      const [stop] = tables.stops ?? [];
      const id = 90_000;
      const { id: visitId, ...visit } = tables.visits?.[0] ?? {};
      tables.visits?.push({
        ...visit,
        id,
        stopId: stop?.id ?? null,
        venueId: stop?.venueId ?? null,
        schoolId: stop?.schoolId ?? null,
        facts,
        recordedAt,
      });
      const { id: hazardId, ...hazard } = tables.hazards?.[0] ?? {};
      tables.hazards?.push({
        ...hazard,
        id,
        visitId: id,
        code: 'YH-2026Q4-W1-0001',
        description: facts,
        repeats: null,
      });
      expect([visitId, hazardId]).not.toContain(id);
    };
    const one = tokenOf(visitOf('旧版甲', '2026-11-21T01:00:00.000Z'));
    const two = tokenOf(visitOf('旧版乙', '2026-11-21T02:00:00.000Z'));
    expect(await bring(office, one)).toMatchObject({ visits: 1, hazards: 1, changes: 0, aside: [] });
    expect(await bring(office, two)).toMatchObject({ visits: 1, hazards: 1, changes: 0, aside: [] });
    for (const token of [one, two])
      expect(await bring(office, token)).toMatchObject({ visits: 0, hazards: 0 });
    expect(visitsSaying(office, '旧版').map(({ facts, hazards }) => [facts, hazards?.split('@')[0]])).toEqual(
      [
        ['旧版乙', '旧版乙'],
        ['旧版甲', '旧版甲'],
      ],
    );
    // The second of two that had the same code got another one.
    const codes = (await office.call('hazards.list', {})).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['YH-2026Q4-W1-0001', 'YH-2026Q4-W1-0001-2']));
  });
});

describe('any number of copies, in any order, any number of times', () => {
  it('the office holds each record once, under its own place', async () => {
    const scene = await apart();
    const { office, folder, sweepId, teamId } = scene;
    const home = (await venueStops(office, sweepId)).filter((stop) => stop.teamId === teamId);
    const places = home.slice(0, 3);
    let run = 0;
    /** What a copy does: visits a place, or writes down its telephone number. */
    const step = fc.record({ place: fc.nat({ max: 2 }), hazards: fc.nat({ max: 2 }), phone: fc.boolean() });
    const copies = fc.array(fc.array(step, { maxLength: 4 }), { minLength: 1, maxLength: 3 });
    const returns = fc.array(fc.record({ copy: fc.nat(), steps: fc.nat({ max: 4 }), back: fc.boolean() }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(copies, returns, async (steps, given) => {
        run += 1;
        const path = join(folder, `第 ${run} 次.xatp`);
        writeFileSync(path, await office.call('packets.make', { sweepId, teamId }));
        const out = readFileSync(path);
        const uids = new Map<string, string>();
        const said = (copy: number, at: number) => `第 ${run} 次 ${copy}-${at} `;
        const expected = new Map<string, { venueId: number; hazards: number }>();
        const phones = new Map<number, Set<string>>();
        for (const { copy: any, steps: many, back } of given) {
          const copy = any % steps.length;
          const done = (steps[copy] ?? []).slice(0, many);
          const token = alterFile(out, office, folder, (tables, packet) => {
            Object.assign(packet, { way: 'back', step: done.length + 1 });
            packet.copy = nameOnce(uids, `copy ${copy}`);
            for (const [at, { place, hazards, phone }] of done.entries()) {
              const venueId = places[place]?.venueId ?? 0;
              const facts = said(copy, at);
              if (phone) {
                const venue = tables.venues?.find(({ id }) => id === venueId);
                if (venue) venue.phone = facts;
                phones.set(venueId, (phones.get(venueId) ?? new Set()).add(facts));
                continue;
              }
              addVisit(tables, { facts, stopId: places[place]?.id ?? 0, hazards, uids });
              expected.set(facts, { venueId, hazards });
            }
          });
          await bring(office, token, back ? 'back' : 'own');
        }
        expect(
          visitsSaying(office, `第 ${run} 次`).map(({ facts, venueId, stopVenue, hazards }) => [
            facts,
            venueId,
            stopVenue,
            (hazards ?? '').split(',').filter((each) => each === `${facts}@${venueId}`).length,
            (hazards ?? '').split(',').filter((each) => each !== '').length,
          ]),
        ).toEqual(
          [...expected]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([facts, { venueId, hazards }]) => [facts, venueId, venueId, hazards, hazards]),
        );
        // A number that copies wrote is one of those, and never an older one of the same copy.
        for (const [venueId, all] of phones) {
          const own = await phoneOf(office, venueId);
          const copiesOf = new Set([...all].map((each) => each.split('-')[0]));
          if (copiesOf.size === 1) expect(own).toBe([...all].sort().at(-1));
          else expect([...all]).toContain(own);
        }
      }),
      { numRuns: 12, seed: 24 },
    );
  });
});

function nameOnce(uids: Map<string, string>, key: string): string {
  const uid = uids.get(key) ?? newUid();
  uids.set(key, uid);
  return uid;
}

/** A visit of a copy with the hazards that it found; all copies number alike. */
function addVisit(
  tables: Tables,
  {
    facts,
    stopId,
    hazards,
    uids,
  }: { facts: string; stopId: number; hazards: number; uids: Map<string, string> },
): void {
  const stop = tables.stops?.find(({ id }) => id === stopId);
  const id = 50_000 + (tables.visits?.length ?? 0);
  const place = { venueId: stop?.venueId ?? null, schoolId: stop?.schoolId ?? null };
  tables.visits?.push({
    id,
    uid: nameOnce(uids, facts),
    stopId,
    ...place,
    startedAt: '2026-11-20T09:00',
    endedAt: '2026-11-20T09:30',
    officers: '[]',
    result: hazards > 0 ? '发现隐患' : '正常',
    facts,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    recordedAt: '2026-11-20T02:00:00.000Z',
  });
  for (let i = 0; i < hazards; i++) {
    const number = 50_000 + (tables.hazards?.length ?? 0);
    tables.hazards?.push({
      id: number,
      uid: nameOnce(uids, `${facts} ${i}`),
      code: `YH-2026Q4-W1AA-${number}`,
      visitId: id,
      ...place,
      kind: '社会治安',
      level: '一般',
      description: facts,
      state: 'found',
      responsibleBody: '',
      responsiblePerson: '',
      foundOn: '2026-11-20',
      dueOn: null,
      closedOn: null,
    });
  }
}

async function takeBytes({ call }: Opened): Promise<Uint8Array> {
  return await call('packets.giveBack', {});
}

/** A file from the field with other rows in it: its token in the office. */
function alterFile(
  bytes: Uint8Array,
  office: Opened,
  folder: string,
  alter: (tables: Tables, packet: { copy?: string }) => void,
): string {
  const entries = unzipSync(bytes);
  const packet = JSON.parse(new TextDecoder().decode(entries['packet.json']));
  alter(packet.tables, packet);
  const path = join(folder, `改过 ${newUid()}.xatp`);
  writeFileSync(path, zipSync({ ...entries, 'packet.json': strToU8(JSON.stringify(packet)) }));
  return office.service.files.register(path);
}

/** A file in which the field visited a venue that left with the packet and that the office does not have any more. */
async function fileWithout(
  likeVenueId: number,
  bytes: Uint8Array,
  office: Opened,
  folder: string,
): Promise<string> {
  const uids = new Map<string, string>();
  const [venue, stop] = [newUid(), newUid()];
  const packet = JSON.parse(new TextDecoder().decode(unzipSync(bytes)['packet.json']));
  const like = packet.tables.venues.find(({ id }: Row) => id === likeVenueId);
  const likeStop = packet.tables.stops.find(({ venueId }: Row) => venueId === likeVenueId);
  const gone = {
    venues: {
      ...like,
      id: 77_000,
      uid: venue,
      name: '没有了的店',
      uscc: '',
      regNo: '',
      address: '没有了的路 1 号',
      identity: 'x',
    },
    stops: { ...likeStop, id: 77_000, uid: stop, venueId: 77_000 },
  };
  const { database } = office.service.workspace;
  const known = await database.reader.selectFrom('packets').select('id').executeTakeFirstOrThrow();
  for (const [table, row] of Object.entries(gone))
    await database.writer
      .insertInto('packetRows')
      .values({
        packetId: known.id,
        copy: '',
        table,
        uid: row.uid,
        rowId: 77_000,
        content: JSON.stringify(row),
      })
      .execute();
  return alterFile(bytes, office, folder, (tables) => {
    tables.venues?.push(gone.venues);
    tables.stops?.push(gone.stops);
    addVisit(tables, { facts: '没有了的店', stopId: 77_000, hazards: 1, uids });
  });
}

/** An office of version 25 that had given a packet along before its upgrade; makes files that come back from it. */
async function officeOfVersion25() {
  const folder = temporaryFolder();
  const directory = join(folder, '旧办公室');
  layOldWorkspace(25, directory);
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
  const rowsOf = (table: string) => sqlite.prepare<[], Row>(`select * from "${table}"`).all();
  const tables: Tables = {};
  for (const table of [
    'schools',
    'gates',
    'venues',
    'facilities',
    'surveys',
    'stops',
    'visits',
    'hazards',
    'hazardEvents',
  ])
    tables[table] = rowsOf(table);
  const about = {
    code: '0123456789abcdef0123456789abcdef',
    number: 1,
    workspace: '旧办公室',
    sweepId: Number(tables.stops?.[0]?.sweepId),
    sweep: '季度整治',
    teamId: 1,
    team: '第 1 组',
    stops: 3,
    madeAt: '2026-11-20T00:00:00.000Z',
    madeBy: '甲',
  };
  sqlite
    .prepare(`insert into packets (id, code, sweepId, about) values (1, ?, ?, ?)`)
    .run(about.code, about.sweepId, JSON.stringify(about));
  const remember = sqlite.prepare('insert into packetRows values (1, ?, ?, ?, ?)');
  for (const [table, rows] of Object.entries(tables))
    for (const row of rows) remember.run(table, row.id, row.id, JSON.stringify(row));
  sqlite.close();
  const office = await openAt(directory);
  const packet = { format: 'xueantu-packet', schema: 25, way: 'back', about };
  const meta = { pack: office.service.workspace.pack.id, sigmas: null, demonstration: '1' };
  const bytes = zipSync({ 'packet.json': strToU8(JSON.stringify({ ...packet, meta, tables })) });
  return {
    office,
    tokenOf: (alter: (tables: Tables) => void) => alterFile(bytes, office, folder, alter),
  };
}
