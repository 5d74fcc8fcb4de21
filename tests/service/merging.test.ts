import { describe, expect, it } from 'vitest';
import { createRandom } from '../support/random.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

type Row = Readonly<Record<string, string | number | null>>;

const header = '名称,信用代码,注册号,类别,地址,负责人,电话,登记状态,经度,纬度\n';
/** Venues that say different things of themselves; each has a licence number of its own. */
const lines: Readonly<Record<string, string>> = {
  甲: '甲网吧,,REG1,网吧,东街1号,,0571-87010001,存续,116.4,39.8985',
  乙: '乙网吧,,REG2,KTV,东街2号,何某,,,116.41,39.8985',
  丙: '丙网吧,,REG3,网吧,东街3号,许某,0571-87010003,注销,116.42,39.8985',
  丁: '丁网吧,,REG4,酒吧,,,0571-87010004,存续,,',
};

async function load({ call, file }: OpenWorkspace, content: string) {
  const input = { token: file('list.csv', header + content), as: 'venues' as const, crs: 'wgs84' as const };
  return (await call('import.run', { ...input, map: {} })).result;
}

/** A workspace with the four venues; each is a stop of a sweep of its own. */
async function town() {
  const open = await openWorkspace();
  await load(open, Object.values(lines).join('\n'));
  const ids = new Map((await rowsOf(open)).map(({ id, name }) => [String(name).slice(0, 1), Number(id)]));
  const idOf = (name: string) => ids.get(name) ?? 0;
  for (const name of Object.keys(lines)) {
    const { id: sweepId } = await open.call('sweeps.create', {
      title: name,
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    await open.call('sweeps.addStop', { sweepId, venueId: idOf(name), schoolId: null, reason: name });
  }
  const merge = async (removed: string, kept: string, values: 'kept' | 'removed' = 'kept') =>
    (await open.call('duplicates.merge', { keptId: idOf(kept), removedId: idOf(removed), values })).mergeId;
  const part = (mergeId: number) => open.call('duplicates.part', { mergeId });
  const edit = (name: string, values: Record<string, string>) =>
    open.call('tables.edit', { table: 'venues', ids: [idOf(name)], values });
  return { ...open, idOf, merge, part, edit, row: (name: string) => rowOf(open, idOf(name)) };
}

async function rowsOf({ service }: OpenWorkspace): Promise<Row[]> {
  return await service.workspace.database.reader.selectFrom('venues').selectAll().orderBy('id').execute();
}

async function rowOf(open: OpenWorkspace, id: number): Promise<Row | undefined> {
  return (await rowsOf(open)).find((row) => row.id === id);
}

/** Which venue each stop is about, and by which identities lists find merged ones. */
async function pointersOf({ service }: OpenWorkspace) {
  const { reader } = service.workspace.database;
  const stops = await reader.selectFrom('stops').select(['reason', 'venueId']).orderBy('id').execute();
  const aliases = await reader.selectFrom('aliases').select(['identity', 'venueId']).execute();
  return {
    stops: Object.fromEntries(stops.map(({ reason, venueId }) => [reason, venueId])),
    aliases: Object.fromEntries(aliases.map(({ identity, venueId }) => [identity, venueId])),
  };
}

describe('parting merged venues', () => {
  it('of a chain gives back the first one alone', async () => {
    const open = await town();
    const { merge, part, idOf, row } = open;
    const [first, second, third] = await rowsOf(open);
    const early = await merge('丙', '乙');
    const late = await merge('乙', '甲');
    await part(early);
    // 甲 keeps what is its own and 乙's; only 丙's telephone number had come through 乙, and 甲 has one.
    expect(await row('甲')).toMatchObject({ name: '甲网吧', phone: '0571-87010001', legalPerson: '何某' });
    expect(await row('丙')).toEqual(third);
    expect(await pointersOf(open)).toEqual({
      stops: { 甲: idOf('甲'), 乙: idOf('甲'), 丙: idOf('丙'), 丁: idOf('丁') },
      aliases: { 'no:REG2': idOf('甲') },
    });
    await part(late);
    expect((await rowsOf(open)).slice(0, 3)).toEqual([first, second, third]);
    expect((await pointersOf(open)).stops).toMatchObject({ 甲: idOf('甲'), 乙: idOf('乙'), 丙: idOf('丙') });
  });

  it('takes along what came through a chain, where nobody has it otherwise', async () => {
    const open = await town();
    const { merge, part, edit, row } = open;
    await edit('甲', { phone: '' });
    const early = await merge('丙', '乙');
    await merge('乙', '甲');
    expect(await row('甲')).toMatchObject({ phone: '0571-87010003' });
    await part(early);
    expect(await row('甲')).toMatchObject({ phone: '', legalPerson: '何某' });
  });

  it('of a chain gives back the second one with the first in it', async () => {
    const open = await town();
    const { call, merge, part, idOf, row } = open;
    const [first, second, third] = await rowsOf(open);
    const early = await merge('丙', '乙', 'removed');
    const joined = await row('乙');
    const late = await merge('乙', '甲', 'removed');
    await part(late);
    expect((await rowsOf(open)).slice(0, 2)).toEqual([first, joined]);
    expect(await pointersOf(open)).toMatchObject({
      stops: { 甲: idOf('甲'), 乙: idOf('乙'), 丙: idOf('乙') },
      aliases: { 'no:REG2': idOf('乙') },
    });
    expect((await call('venues.get', { id: idOf('甲') })).merged).toEqual([]);
    expect((await call('venues.get', { id: idOf('乙') })).merged).toMatchObject([{ mergeId: early }]);
    await part(early);
    expect((await rowsOf(open)).slice(0, 3)).toEqual([first, second, third]);
  });

  it('leaves what people and lists changed since', async () => {
    const open = await town();
    const { merge, part, edit, row } = open;
    const mergeId = await merge('丙', '乙', 'removed');
    await edit('乙', { phone: '0571-2', address: '东街20号' });
    await load(open, '乙网吧,,REG2,KTV,东街2号,何某,,停业,116.41,39.8985');
    await part(mergeId);
    expect(await row('乙')).toMatchObject({
      phone: '0571-2',
      address: '东街20号',
      status: '停业',
      legalPerson: '何某',
      identity: 'no:REG2',
      batchId: 2,
    });
    expect(JSON.parse(String((await row('乙'))?.held))).toEqual(['phone', 'address']);
  });

  it('tells what a person set from what the merge brought, though both say the same', async () => {
    const open = await town();
    const { merge, part, edit, row } = open;
    const mergeId = await merge('丙', '甲', 'kept');
    await edit('甲', { phone: '0571-87010003' });
    await part(mergeId);
    expect(await row('甲')).toMatchObject({ phone: '0571-87010003', held: '["phone"]' });
  });

  it('gives venues other numbers where their own were given away', async () => {
    const open = await town();
    const { merge, part, idOf, row } = open;
    const [before, inside] = [await row('丁'), await row('丙')];
    const inner = await merge('丙', '丁');
    const outer = await merge('丁', '甲');
    // The next venues get the highest numbers that are free: those of 丙 and 丁.
    await load(open, '戊网吧,,REG5,网吧,东街5号,,,,116.43,39.9\n己网吧,,REG6,网吧,东街6号,,,,116.44,39.9');
    expect(await row('丁')).toMatchObject({ name: '己网吧' });
    await part(outer);
    const idNow = async (name: string) => (await rowsOf(open)).find((each) => each.name === name)?.id;
    const parted = await idNow('丁网吧');
    expect((await pointersOf(open)).stops).toMatchObject({ 甲: idOf('甲'), 丙: parted, 丁: parted });
    expect((await open.call('venues.get', { id: Number(parted) })).merged).toMatchObject([
      { mergeId: inner },
    ]);
    await part(inner);
    expect(await rowOf(open, Number(parted))).toEqual({ ...before, id: parted });
    const other = await idNow('丙网吧');
    expect(await rowOf(open, Number(other))).toEqual({ ...inside, id: other });
    expect((await pointersOf(open)).stops).toMatchObject({ 丙: other, 丁: parted });
    expect(await row('丁')).toMatchObject({ name: '己网吧' });
  });

  it('in whatever order leaves every venue as it was, but for what was set by hand between', async () => {
    const random = createRandom(20);
    const open = await town();
    const { merge, part, edit } = open;
    const before = new Map((await rowsOf(open)).map((row) => [row.id, row]));
    const pointers = await pointersOf(open);
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
    for (let round = 0; round < 25; round++) {
      const standing: number[] = [];
      let left = Object.keys(lines);
      for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
        const removed = pick(left);
        left = left.filter((name) => name !== removed);
        standing.push(await merge(removed, pick(left), random() < 0.5 ? 'kept' : 'removed'));
        // Parted and merged in turns.
        if (random() < 0.2) {
          const mergeId = pick(standing);
          await part(mergeId);
          standing.splice(standing.indexOf(mergeId), 1);
          left = (await rowsOf(open)).map(({ name, id }) => String(before.get(id)?.name ?? name).slice(0, 1));
        }
      }
      const set = round % 3 === 0 ? { name: pick(left), scope: `0571-${round}` } : null;
      if (set) await edit(set.name, { legalPerson: set.scope });
      while (standing.length > 0) {
        const mergeId = pick(standing);
        await part(mergeId);
        standing.splice(standing.indexOf(mergeId), 1);
      }
      if (set) {
        const edited = open.idOf(set.name);
        const row = before.get(edited);
        const held = [...new Set([...JSON.parse(String(row?.held)), 'legalPerson'])];
        before.set(edited, { ...row, legalPerson: set.scope, held: JSON.stringify(held) });
      }
      expect(await rowsOf(open), `round ${round}`).toEqual([...before.values()]);
      expect(await pointersOf(open), `round ${round}`).toEqual(pointers);
    }
  });
});
