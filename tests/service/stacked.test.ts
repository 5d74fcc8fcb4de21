import { describe, expect, it } from 'vitest';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const list = (addressOf: (i: number) => string) =>
  `名称,类别,地址,经度,纬度\n${Array.from({ length: 12 }, (_, i) => `堆叠网吧${i},网吧,${addressOf(i)},116.4001,39.8988`).join('\n')}\n`;

describe('many rows on one point', () => {
  it('count as area-level where their addresses differ: doubt instead of 区内, and a warning each', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const { call, file } = open;
    const input = {
      token: file(
        'a.csv',
        list((i) => `东街${i}号`),
      ),
      as: 'venues' as const,
      crs: 'wgs84' as const,
      map: {},
    };
    const { result, problems } = await call('import.run', input);
    expect(result).toMatchObject({ added: 12, warned: 12, rejected: 0 });
    expect(problems[0]?.message).toContain('12 行共用一个坐标而地址不同');
    const found = (await call('findings.list', {})).filter(({ venueName }) => venueName.startsWith('堆叠'));
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['undetermined']));
    expect((await call('import.run', input)).result).toMatchObject({ unchanged: 12, added: 0 });
  });

  it('stay as they are where they share one address, as the shops of a building do', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const { call, file } = open;
    const token = file(
      'a.csv',
      list(() => '东街广场'),
    );
    const { result } = await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    expect(result).toMatchObject({ added: 12, warned: 0 });
    const found = (await call('findings.list', {})).filter(({ venueName }) => venueName.startsWith('堆叠'));
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['inside']));
  });
});
