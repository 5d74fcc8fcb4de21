import { utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Adoption } from '#shared/classification/adopted-values.ts';
import { createRandom } from '../support/random.ts';
import { countVenues } from '../support/venues.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/** Past eight megabytes a list is checked by a second thread, piece by piece. */
const ROWS = 40_000;

const filler = '食品销售；日用百货、服装鞋帽零售；互联网销售（除销售需要许可的商品）；技术服务、技术咨询';

/** Everything that tells pieces of a list from a whole one: a title, cells over two lines, a footer, repeats, heaps. */
function longList(): string {
  const lines = ['2026年经营主体名单,,,,', '企业名称,经营范围,住所,成立日期,坐标'];
  for (let i = 0; i < ROWS; i++) {
    const name = `金龙${i % 7 === 0 ? `网吧${i}` : `商店${i}`}`;
    const place =
      i < 30
        ? '116.400000,39.900000'
        : `${(116.3 + (i % 900) / 5000).toFixed(6)},${(39.8 + (i % 700) / 4000).toFixed(6)}`;
    const scope = i % 1000 === 3 ? `"${filler}\n第二行，""引号"""` : `"${filler}${i % 13}"`;
    const address = i % 997 === 5 ? '"东街,路口"' : `东街${i}号`;
    lines.push(
      `${i % 5000 === 9 ? '' : name},${scope},${address},${i % 4001 === 7 ? '昨天' : '2019/3/5'},"${place}"`,
    );
    if (i % 3000 === 111) lines.push(lines.at(-1) ?? '');
  }
  lines.push(`金龙网吧7,${filler},东街7号,2019/3/5,"116.3,39.8"`, '合计,,,,', '填表人：张三,,,,');
  return `${lines.join('\n')}\n`;
}

async function imported(
  open: OpenWorkspace,
  name: string,
  content: string | Uint8Array,
  bulk: boolean,
  adoptions: Adoption[] = [],
) {
  const token = open.file(name, content);
  const input = { token, as: 'venues' as const, crs: 'wgs84' as const, map: {}, adoptions };
  const { result, problems } = await open.call('import.run', {
    ...input,
    effect: !bulk,
    recheck: false,
  });
  const { reader } = open.service.workspace.database;
  const stored = await reader.selectFrom('venues').selectAll().orderBy('id').execute();
  // Each row has an identity of its own, which no other has.
  expect(new Set(stored.map(({ uid }) => uid)).size).toBe(stored.length);
  const venues = stored.map(({ uid: _, ...venue }) => venue);
  const listings = await reader.selectFrom('listings').selectAll().orderBy('placeId').execute();
  const cells = await reader
    .selectFrom('importProblems')
    .select(['row', 'code', 'cells'])
    .orderBy('row')
    .orderBy('code')
    .execute();
  const [batch] = await open.call('import.batches', {});
  const { ms: _, ...counts } = result;
  return { counts, problems: problems.map(({ message }) => message).sort(), venues, listings, cells, batch };
}

describe('a long list into an empty workspace', () => {
  it.each(['utf8', 'gb18030'])('in %s comes out as a short one would, row by row', async (encoding) => {
    const bytes = iconv.encode(longList(), encoding);
    expect(bytes.length).toBeGreaterThan(5 * 2 ** 20);
    const padded = Buffer.concat([bytes, Buffer.alloc(Math.max(0, 8 * 2 ** 20 - bytes.length) + 1, '\n')]);
    const whole = await imported(await openWorkspace(), 'list.csv', padded, false);
    const pieces = await imported(await openWorkspace(), 'list.csv', padded, true);
    expect(whole.counts.rows).toBeGreaterThan(ROWS);
    expect(whole.counts.rejected).toBe(8);
    expect(whole.problems.filter((message) => message.includes('片区级')).length).toBeGreaterThanOrEqual(29);
    expect(pieces.counts).toEqual(whole.counts);
    expect(pieces.problems).toEqual(whole.problems);
    expect(pieces.cells).toEqual(whole.cells);
    expect(pieces.batch).toEqual(whole.batch);
    expect(pieces.listings).toEqual(whole.listings);
    expect(pieces.venues).toEqual(whole.venues);
  });

  it('in a workbook comes out as it does from a workbook that is read as a whole', async () => {
    const random = createRandom(31);
    const rows = Array.from({ length: 12_000 }, (_, i) => [
      i % 5000 === 9 ? '' : `金龙${i % 7 === 0 ? '网吧' : '商店'}${i % 4000}`,
      `92330102MA${Math.floor(random() * 1e8)}${Math.floor(random() * 1e8)}`,
      `${filler}${random()}`,
      i % 4001 === 7 ? '昨天' : '2019/3/5',
      i < 30 ? 116.4 : 116.3 + random() / 10,
      i < 30 ? 39.9 : 39.8 + random() / 10,
      `东街${i}号`,
    ]);
    const names = ['企业名称', '统一社会信用代码', '经营范围', '成立日期', '经度', '纬度', '住所'];
    const book = utils.book_new(utils.aoa_to_sheet([['名单'], names, ...rows, ['合计']]), '名单');
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
    expect(bytes.length).toBeGreaterThan(2 ** 20);
    const whole = await imported(await openWorkspace(), 'list.xlsx', bytes, false);
    const pieces = await imported(await openWorkspace(), 'list.xlsx', bytes, true);
    expect(whole.counts.rows).toBe(12_000);
    expect(whole.counts.rejected).toBe(3);
    expect(pieces).toEqual(whole);
  });

  it('is read by what was adopted of its codes, of this list or of its source', async () => {
    const code: Adoption = { column: '小类', field: 'listed', value: '0613', category: 'arcade', as: 'all' };
    const rows = Array.from(
      { length: ROWS },
      (_, i) => `金龙${i},${i % 9 === 0 ? '0613' : '0620'},"${filler}",东街${i}号,"116.${i},39.8"`,
    );
    const long = `店名,小类,经营范围,地址,坐标\n${rows.join('\n')}\n${'\n'.repeat(3 * 2 ** 20)}`;
    const said = await imported(await openWorkspace(), 'list.csv', long, true, [code]);
    const open = await openWorkspace();
    await imported(
      open,
      'short.csv',
      `店名,小类,经营范围,地址,坐标\n甲,0613,,东街1号,"116.4,39.9"\n`,
      false,
      [code],
    );
    await open.call('import.undo', {});
    const kept = await imported(open, 'list.csv', long, true);
    const coded = kept.venues.filter(({ category }) => category === 'arcade');
    expect(coded).toHaveLength(Math.ceil(ROWS / 9));
    expect(said.venues.map(({ category }) => category)).toEqual(kept.venues.map(({ category }) => category));
  });

  it('with a quote that is never closed loses nothing but that quote', async () => {
    const content = longList();
    const bad = Buffer.concat([
      Buffer.from(content),
      Buffer.from('"never closed,1,2'),
      Buffer.alloc(3 * 2 ** 20, 'x'),
    ]);
    const sound = await imported(await openWorkspace(), 'sound.csv', `${content}x,1,2`, false);
    const broken = await imported(await openWorkspace(), 'bad.csv', bad, true);
    expect(broken.counts.rows).toBe(sound.counts.rows);
    expect(broken.problems.filter((message) => message.includes('引号不成对'))).toHaveLength(1);
  });

  it('is cancelled without a trace, or read in one go', async () => {
    const open = await openWorkspace();
    const content = longList();
    const controller = new AbortController();
    const stop = open.service.subscribe((event) => {
      if (event.event === 'progress' && event.label === '检查并写入') controller.abort();
    });
    const token = open.file('long.csv', `${content}${content.slice(content.indexOf('\n', 60))}`);
    const input = { token, as: 'venues', crs: 'wgs84', map: {}, effect: false };
    await expect(
      open.service.call({ id: 'x', name: 'import.run', input, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    stop();
    expect(await open.call('import.batches', {})).toEqual([]);
    expect(await countVenues(open.call)).toBe(0);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(content, 'utf16le')]);
    expect((await imported(open, 'wide.csv', wide, true)).counts).toMatchObject({
      encoding: 'utf16le',
      rejected: 8,
    });
  });
});
