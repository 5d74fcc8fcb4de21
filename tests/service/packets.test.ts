import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tilesOver } from '#service/cache/map/tiles-over.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import type { Call } from '../support/calls.ts';
import { apart, type Opened, openCopy, takeFrom, visitAt } from '../support/field-packets.ts';

/** Takes what the field gives back to the office: its token. */
async function takeBack({ folder, field, office }: Awaited<ReturnType<typeof apart>>) {
  const bytes = await field.call('packets.giveBack', {});
  const path = join(folder, '回传.xatp');
  writeFileSync(path, bytes);
  return office.service.files.register(path);
}

/** What the field gives back, as a file. */
async function givenBack({ call }: Opened, folder: string): Promise<string> {
  const path = join(folder, '带回.xatp');
  writeFileSync(path, await call('packets.giveBack', {}));
  return path;
}

const photo = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text.repeat(20))]);

describe('a field packet', () => {
  it('takes along the base map of its stops, tile by tile, and nothing of it comes back', async () => {
    const { field, office, folder, sweepId } = await apart();
    const [whole] = await office.call('basemaps.list', {});
    const [own] = await field.call('basemaps.list', {});
    const { id, title, kind, attribution, layers } = whole ?? { id: '', title: '', kind: 'vector' };
    expect(own).toMatchObject({ title, kind, attribution, layers, problem: null });
    const { stops } = await field.call('sweeps.get', { id: sweepId });
    const [lng, lat] = stops.find(({ position }) => position !== null)?.position ?? [0, 0];
    for (const address of tilesOver([lng, lat, lng, lat], 16)) {
      const tile = await field.call('basemaps.tile', { id: own?.id ?? '', ...address });
      expect(tile.length).toBeGreaterThan(0);
      expect(tile).toEqual(await office.call('basemaps.tile', { id, ...address }));
    }
    const back = readFileSync(await givenBack(field, folder));
    expect(back.includes('map/16/')).toBe(false);
  });

  it('takes a team along and nothing else of the district', async () => {
    const { field, office, sweepId, teamId } = await apart();
    const home = await office.call('workspace.describe', {});
    const out = await field.call('workspace.describe', {});
    expect(out.packet).toMatchObject({ team: '第 1 组', workspace: home.name, number: 1 });
    expect(home.packet).toBeNull();
    expect(out.pack).toEqual(home.pack);
    expect(out.counts.venues).toBeLessThan(home.counts.venues / 4);
    expect(out.counts.schools).toBeLessThan(home.counts.schools);
    expect(out.counts.roads).toBeGreaterThan(0);
    const own = await field.call('routes.get', { sweepId });
    expect(own.teams).toHaveLength(1);
    const there = (await office.call('routes.get', { sweepId })).teams.find(({ team }) => team.id === teamId);
    const order = (plan: typeof there) => plan?.days.map((day) => day.stops.map(({ stopId }) => stopId));
    expect(order(own.teams[0])).toEqual(order(there));
    await expect(field.call('packets.make', { sweepId, teamId })).rejects.toMatchObject({
      code: 'PACKET_INSIDE',
    });
    await expect(office.call('packets.giveBack', {})).rejects.toMatchObject({ code: 'PACKET_OUTSIDE' });
    expect(await office.call('packets.list', { sweepId })).toMatchObject([
      { team: '第 1 组', returnedAt: null },
    ]);
  });

  it('takes walks to gates along and brings new ones back with their photos; two copies stay two walks', async () => {
    const scene = await apart();
    const { office, field, folder } = scene;
    const second = await openCopy(scene, '第二台');
    const gates = (await field.call('provisions.matrix', {})).flatMap((school) => school.gates);
    const gateId = gates[0]?.gateId ?? 0;
    const before = (await office.call('gates.plan', { id: gateId })).surveys.length;
    expect((await field.call('gates.plan', { id: gateId })).surveys).toHaveLength(before);
    const walk = async ({ call, service }: Opened, surveyors: string) => {
      const said = { gateId, surveyedOn: '2026-11-20', surveyors, note: '' };
      const { id } = await call('gates.survey', { ...said, answers: { lighting: '没有' } });
      const file = join(folder, `${surveyors}.jpg`);
      writeFileSync(file, photo(surveyors));
      const token = service.files.register(file);
      await call('attachments.add', { token, thumbnail: null, of: { kind: 'gateSurvey', id }, caption: '' });
    };
    await walk(field, '甲组');
    await walk(second, '乙组');
    for (const copy of [field, second, field]) {
      const token = await takeFrom(copy, office, folder);
      await office.call('packets.bringBack', { token, sides: {} });
    }
    const { surveys } = await office.call('gates.plan', { id: gateId });
    expect(surveys.map(({ surveyors }) => surveyors).slice(0, 2)).toEqual(['乙组', '甲组']);
    expect(surveys).toHaveLength(before + 2);
    for (const { id, surveyors } of surveys.slice(0, 2))
      expect(await office.call('attachments.list', { of: { kind: 'gateSurvey', id } })).toMatchObject([
        { name: `${surveyors}.jpg` },
      ]);
  });

  it('brings visits, hazards, photos and changes back; conflicts wait for a person', async () => {
    const scene = await apart();
    const { office, field, sweepId } = scene;
    const { stops } = await field.call('sweeps.get', { id: sweepId });
    const [first, second] = stops.filter(({ teamId, venueId }) => teamId !== null && venueId !== null);
    const venueId = first?.venueId ?? 0;
    const visit = await field.call('visits.record', visitAt(first?.id ?? 0, 2));
    const hazard = await field.call('hazards.get', { id: visit.hazards[0] ?? 0 });
    expect(hazard.hazard.code).toMatch(/^YH-2026Q4-W1[A-Z]{2}-0001$/);
    const file = join(scene.folder, '现场.jpg');
    writeFileSync(file, photo('门口'));
    const of = { kind: 'visit' as const, id: visit.id };
    await field.call('attachments.add', {
      token: field.service.files.register(file),
      thumbnail: null,
      of,
      caption: '门口',
    });
    // Both sides correct the venue; the phone only in the field.
    const edit = (call: Call, values: Record<string, string>) =>
      call('tables.edit', { table: 'venues', ids: [venueId], values });
    await edit(field.call, { name: '现场改的名', phone: '0571-1' });
    await edit(office.call, { name: '办公室改的名' });
    // And the office finds hazards of its own meanwhile.
    const mine = await office.call('visits.record', visitAt(second?.id ?? 0, 1));
    const token = await takeBack(scene);
    const preview = await office.call('packets.preview', { token });
    expect(preview.brought).toMatchObject({ visits: 1, hazards: 2, files: 1, changes: 2 });
    expect(preview.changes).toMatchObject([{ field: '电话', back: '0571-1' }]);
    expect(preview.conflicts).toMatchObject([
      { what: '场所“办公室改的名”', field: '名称', own: '办公室改的名', back: '现场改的名' },
    ]);
    await expect(office.call('packets.bringBack', { token, sides: {} })).rejects.toMatchObject({
      code: 'PACKET_UNDECIDED',
    });
    const key = preview.conflicts[0]?.key ?? '';
    await office.call('packets.bringBack', { token, sides: { [key]: 'own' } });
    expect(await office.call('venues.get', { id: venueId })).toMatchObject({ name: '办公室改的名' });
    const brought = (await office.call('sweeps.get', { id: sweepId })).stops.find(
      ({ id }) => id === first?.id,
    );
    expect(brought).toMatchObject({ result: '发现隐患', visitedOn: '2026-11-20' });
    const all = await office.call('hazards.list', {});
    const came = all.filter(({ code }) => /-W1[A-Z]{2}-/.test(code));
    expect(came).toHaveLength(2);
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(mine.hazards));
    const visitId = brought?.visitId ?? 0;
    const files = await office.call('attachments.list', { of: { kind: 'visit', id: visitId } });
    expect(files).toMatchObject([{ caption: '门口', name: '现场.jpg' }]);
    const bytes = await office.call('attachments.read', { id: files[0]?.id ?? 0, thumbnail: false });
    expect(Buffer.from(bytes)).toEqual(readFileSync(file));
    expect(
      (await office.call('hazards.get', { id: came[0]?.id ?? 0 })).events.map(({ action }) => action),
    ).toEqual(['发现登记', '交办']);
    // The office's own numbering goes on as if nothing had come.
    const third = stops.filter(({ teamId }) => teamId !== null)[2];
    const again = await office.call('visits.record', visitAt(third?.id ?? 0, 1));
    expect((await office.call('hazards.get', { id: again.hazards[0] ?? 0 })).hazard.code).not.toContain('W');
  });

  it('can come back twice: nothing is doubled, later work is added, and steps of hazards are compared', async () => {
    const scene = await apart();
    const { office, field, sweepId } = scene;
    const { stops } = await field.call('sweeps.get', { id: sweepId });
    const stopId = stops.find(({ teamId, venueId }) => teamId !== null && venueId !== null)?.id ?? 0;
    const visit = await field.call('visits.record', visitAt(stopId, 1));
    await office.call('packets.bringBack', { token: await takeBack(scene), sides: {} });
    const nothing = await office.call('packets.preview', { token: await takeBack(scene) });
    expect(nothing.brought).toMatchObject({ visits: 0, hazards: 0, files: 0, places: 0, changes: 0 });
    const before = await office.call('hazards.list', {});
    const here = before.find(({ code }) => /-W1[A-Z]{2}-/.test(code));
    // In the field rectification begins; in the office the hazard is put off.
    const act = (call: Call, id: number, action: 'startRectifying' | 'suspend') =>
      call('hazards.transition', { id, action, note: '', reinspectionId: null });
    await act(field.call, visit.hazards[0] ?? 0, 'startRectifying');
    await act(office.call, here?.id ?? 0, 'startRectifying');
    await act(office.call, here?.id ?? 0, 'suspend');
    const token = await takeBack(scene);
    const preview = await office.call('packets.preview', { token });
    expect(preview.conflicts).toMatchObject([{ field: '状态', base: '交办', own: '暂缓', back: '整改中' }]);
    await office.call('packets.bringBack', { token, sides: { [preview.conflicts[0]?.key ?? '']: 'back' } });
    const after = await office.call('hazards.get', { id: here?.id ?? 0 });
    expect(after.hazard.state).toBe('rectifying');
    expect(after.events.map(({ action }) => action)).toEqual([
      '发现登记',
      '交办',
      '开始整改',
      '暂缓',
      '开始整改',
    ]);
    expect((await office.call('hazards.list', {})).length).toBe(before.length);
  });

  it('H2: a gate that the field and the office both add stands once, and what they say otherwise is asked', async () => {
    const scene = await apart();
    const { office, field, sweepId } = scene;
    const { stops } = await field.call('sweeps.get', { id: sweepId });
    const schoolId = stops.find((stop) => stop.schoolId !== null)?.schoolId ?? 0;
    const gate = {
      id: null,
      schoolId,
      name: '西北侧门',
      isMain: false,
      position: [116.39, 39.59] as [number, number],
      positionSource: 'surveyed' as const,
      frontage: null,
      band: null,
    };
    const gatesOf = async (call: Call) => (await call('schools.get', { id: schoolId })).gates;
    await field.call('gates.save', gate);
    const { id } = await office.call('gates.save', {
      ...gate,
      name: '西北 侧门',
      position: [116.3901, 39.59],
      positionSource: 'imagery',
    });
    const before = await gatesOf(office.call);
    const token = await takeBack(scene);
    const preview = await office.call('packets.preview', { token });
    expect(preview.brought).toMatchObject({ places: 0 });
    expect(preview.notes.join()).toContain('合为一处');
    expect(preview.conflicts.map(({ field: title }) => title).sort()).toEqual(['位置', '名称']);
    const sides = Object.fromEntries(
      preview.conflicts.map(({ key, field: title }) => [
        key,
        title === '位置' ? ('back' as const) : ('own' as const),
      ]),
    );
    await office.call('packets.bringBack', { token, sides });
    const after = await gatesOf(office.call);
    expect(after).toHaveLength(before.length);
    expect(after.find((each) => each.id === id)).toMatchObject({
      name: '西北 侧门',
      position: gate.position,
      positionSource: 'surveyed',
    });
    // What came from the field is held against lists as if it had been set here.
    const school = (await office.call('schools.list', {})).find((each) => each.id === schoolId);
    const list = `校门名称,所属学校,经度,纬度\n西北侧门,${school?.name},116.3902,39.59\n`;
    const path = join(scene.folder, 'gates.csv');
    writeFileSync(path, list);
    const { result } = await office.call('import.run', {
      token: office.service.files.register(path),
      as: 'gates',
      crs: 'wgs84',
      map: {},
    });
    expect(result).toMatchObject({ rows: 1, added: 0 });
    expect((await gatesOf(office.call)).find((each) => each.id === id)?.position).toEqual(gate.position);
  });

  it('is refused where it is damaged, from elsewhere, or goes the wrong way', async () => {
    const { folder, path, office } = await apart();
    const tokenOf = (name: string, bytes: Uint8Array) => {
      writeFileSync(join(folder, name), bytes);
      return office.service.files.register(join(folder, name));
    };
    const out = readFileSync(path);
    const preview = (token: string) => office.call('packets.preview', { token });
    await expect(preview(office.service.files.register(path))).rejects.toMatchObject({
      code: 'PACKET_OUTGOING',
    });
    await expect(preview(tokenOf('半.xatp', out.subarray(0, out.length / 2)))).rejects.toMatchObject({
      code: 'PACKET_DAMAGED',
    });
    await expect(preview(tokenOf('文字.xatp', Buffer.from('不是压缩文件')))).rejects.toMatchObject({
      code: 'PACKET_DAMAGED',
    });
    const other = await apart();
    const bytes = await other.field.call('packets.giveBack', {});
    await expect(preview(tokenOf('别处.xatp', bytes))).rejects.toMatchObject({ code: 'PACKET_UNKNOWN' });
    writeFileSync(join(folder, '坏.xatp'), out.subarray(0, 100));
    await expect(openPacket(join(folder, '坏.xatp'), join(folder, '新'), new Date())).rejects.toMatchObject({
      code: 'PACKET_DAMAGED',
    });
    expect(existsSync(join(folder, '新'))).toBe(false);
  });
});
