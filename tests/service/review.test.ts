import { describe, expect, it } from 'vitest';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const scopes = (rows: readonly string[]) =>
  `企业名称,经营范围,地址,经度,纬度\n${rows.map((row, i) => `${row},东街${i + 1}号,116.40${i},39.8985`).join('\n')}\n`;

describe('categories that a person should look at', () => {
  it('are grouped by the words that decided; one decision holds for all alike and for later lists', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const list = scopes(['甲贸易公司,日用品；住宿服务', '乙商行,食品；住宿', '丙科技公司,软件；卷烟零售']);
    const load = async (name: string, content: string) =>
      (
        await open.call('import.run', {
          token: open.file(name, content),
          as: 'venues',
          crs: 'wgs84',
          map: {},
        })
      ).result;
    await load('a.csv', list);
    const { total, groups } = await open.call('review.groups', {});
    expect(total).toBe(3);
    const lodging = groups.find(({ wording }) => wording?.text === '住宿');
    expect(lodging).toMatchObject({
      count: 2,
      category: 'lodging',
      wording: { field: 'scope', text: '住宿' },
    });
    const { changed } = await open.call('review.saveWording', { ...lodging!.wording!, category: 'other' });
    expect(changed).toBe(2);
    expect((await open.call('review.groups', {})).total).toBe(1);
    expect(await open.call('review.wordings', {})).toMatchObject([
      { text: '住宿', category: 'other', venues: 2 },
    ]);
    await load('b.csv', scopes(['丁服务部,住宿']));
    expect((await open.call('review.groups', {})).total).toBe(1);
    const [wording] = await open.call('review.wordings', {});
    await open.call('review.removeWording', { id: wording!.id });
    expect((await open.call('review.groups', {})).total).toBe(4);
  });

  it('decided one by one stand against later lists, and findings follow', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const load = async (scope: string) =>
      await open.call('import.run', {
        token: open.file('a.csv', scopes([`甲商行,${scope}`])),
        as: 'venues',
        crs: 'wgs84',
        map: {},
      });
    await load('互联网上网服务');
    const [group] = (await open.call('review.groups', {})).groups;
    const [venue] = group!.examples;
    expect(await open.call('findings.list', { venueId: venue!.id })).not.toEqual([]);
    await open.call('review.decide', { ids: [venue!.id], category: 'other' });
    expect(await open.call('findings.list', { venueId: venue!.id })).toEqual([]);
    await load('互联网上网服务；食品');
    expect(await open.call('venues.get', { id: venue!.id })).toMatchObject({
      category: 'other',
      scope: '互联网上网服务；食品',
    });
    await expect(open.call('review.decide', { ids: [9999], category: 'other' })).rejects.toMatchObject({
      code: 'VENUE_UNKNOWN',
    });
    await expect(open.call('review.decide', { ids: [venue!.id], category: 'no_such' })).rejects.toMatchObject(
      { code: 'CATEGORY_UNKNOWN' },
    );
  });
});
