import { copyFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tileAddress } from '#service/cache/map/network-basemap.ts';
import { writeVectorMbtiles } from '../../electron/demo/basemap.ts';
import { openWorkspace } from '../support/workspace.ts';

/** One transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const SECRET = '0123456789abcdef0123456789abcdef';

/** A tile service on the loopback that answers as real ones do, the bad manners included. */
async function tileServer(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    if (url.startsWith('/page')) response.writeHead(200, { 'content-type': 'text/html' }).end('wrong key');
    else if (url.startsWith('/none')) response.writeHead(404).end();
    else if (url.startsWith('/refused'))
      response
        .writeHead(403, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: 301012, msg: '权限类型错误', resolve: `不认得 ${url}` }));
    else if (url.startsWith('/report'))
      response
        .writeHead(200, { 'content-type': 'text/xml' })
        .end(
          `<ServiceExceptionReport><ServiceException code="x">没有图层 a，tk=${SECRET}</ServiceException></ServiceExceptionReport>`,
        );
    else if (url.startsWith('/octet'))
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(PNG);
    else if (url.startsWith('/browser') && !(request.headers['user-agent'] ?? '').includes('Mozilla'))
      response.writeHead(418).end();
    else if (url.startsWith('/down')) response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, asked };
}

describe('base maps of services', () => {
  it('are asked for tile by tile, and a failing one hinders no other', async () => {
    const { url, asked } = await tileServer();
    const { call } = await openWorkspace();
    const save = (name: string, path: string) =>
      call('saved.save', {
        name,
        content: { kind: 'basemap', source: { type: 'tiles', url: `${url}${path}`, maxzoom: 18 } },
      });
    await save('好的', '/good/{z}/{x}/{y}.png');
    await save('密钥不对', '/page/{z}/{x}/{y}.png');
    await save('没有这块', '/none/{z}/{x}/{y}.png');
    await save('停机', '/down/{z}/{x}/{y}.png');
    const list = await call('basemaps.list', {});
    expect(list.map(({ title, kind, problem }) => [title, kind, problem])).toEqual([
      ['停机', 'raster', null],
      ['好的', 'raster', null],
      ['密钥不对', 'raster', null],
      ['没有这块', 'raster', null],
    ]);
    const tile = (title: string) => {
      const id = list.find((each) => each.title === title)?.id ?? '';
      return call('basemaps.tile', { id, z: 3, x: 6, y: 2 });
    };
    expect(Buffer.from(await tile('好的'))).toEqual(PNG);
    expect(asked).toContain('/good/3/6/2.png');
    expect(await tile('没有这块')).toHaveLength(0);
    await expect(tile('密钥不对')).rejects.toMatchObject({ code: 'BASEMAP_UNREACHABLE' });
    await expect(tile('停机')).rejects.toMatchObject({ code: 'BASEMAP_UNREACHABLE' });
  });

  it('are found where nobody answers: coded, and the rest goes on', async () => {
    const { call } = await openWorkspace();
    const source = { type: 'tiles' as const, url: 'http://127.0.0.1:9/{z}/{x}/{y}', maxzoom: 18 };
    const { id } = await call('saved.save', { name: '不通', content: { kind: 'basemap', source } });
    await call('basemaps.list', {});
    const tile = call('basemaps.tile', { id: `saved:${id}`, z: 1, x: 0, y: 0 });
    await expect(tile).rejects.toMatchObject({ code: 'BASEMAP_UNREACHABLE' });
  });

  it('are tried when they are added, and what they answer is told in their own words', async () => {
    const { url } = await tileServer();
    const { call } = await openWorkspace();
    const problemOf = async (name: string, path: string) => {
      const source = { type: 'tiles' as const, url: `${url}${path}`, maxzoom: 18 };
      const { id } = await call('saved.save', { name, content: { kind: 'basemap', source } });
      await call('basemaps.list', {});
      return (await call('basemaps.retry', { id: `saved:${id}` })).problem;
    };
    const place = '{z}/{x}/{y}';
    expect(await problemOf('好的', `/good/${place}.png`)).toBeNull();
    expect(await problemOf('字节流', `/octet/${place}`)).toBeNull();
    expect(await problemOf('浏览器端密钥', `/browser/${place}`)).toBeNull();
    expect(await problemOf('密钥类型不对', `/refused/${place}`)).toBe('服务回应 403（权限类型错误）');
    expect(await problemOf('报告', `/report/${place}?tk=${SECRET}`)).toBe(
      '回应的不是图片（没有图层 a，tk=***）',
    );
    expect(await problemOf('页面', `/page/${place}`)).toBe('回应的不是图片（wrong key）');
    expect(await problemOf('地址不对', `/none/${place}`)).toBe('服务在本地没有图块，请核对地址');
    expect(await problemOf('停机', `/down/${place}`)).toBe('服务回应 503');
  });

  it('one that takes the place of another is told from it', async () => {
    const { call } = await openWorkspace();
    const add = async (name: string, host: string) => {
      const source = { type: 'tiles' as const, url: `http://127.0.0.1:9/${host}/{z}/{x}/{y}`, maxzoom: 18 };
      await call('saved.save', { name, content: { kind: 'basemap', source } });
      const [basemap] = await call('basemaps.list', {});
      return basemap;
    };
    const before = await add('旧底图', 'a');
    await call('basemaps.remove', { id: before?.id ?? '' });
    const after = await add('新底图', 'b');
    // The database gives the number again: only the version tells the map that what it has drawn is of another.
    expect(after?.id).toBe(before?.id);
    expect(after?.version).not.toBe(before?.version);
  });

  it('an address with words that nobody knows, or without a place, is refused', async () => {
    const { call } = await openWorkspace();
    const save = (url: string) =>
      call('saved.save', {
        name: '底图',
        content: { kind: 'basemap', source: { type: 'tiles', url, maxzoom: 18 } },
      });
    await expect(save('http://127.0.0.1:9/{foo}/{z}/{x}/{y}')).rejects.toThrow('{foo} 认不出');
    await expect(save('http://127.0.0.1:9/tile.png')).rejects.toThrow('没有 {z}');
    await save('http://127.0.0.1:9/%7Bz%7D/%7Bx%7D/%7By%7D');
  });

  it('are addressed by the words of each kind of service', () => {
    const described = { attribution: '', approval: '' };
    const tiles = (url: string) => ({ type: 'tiles' as const, url, maxzoom: 18, ...described });
    expect(tileAddress(tiles('https://a/{z}/{x}/{-y}.png'), 3, 6, 2)).toBe('https://a/3/6/5.png');
    expect(tileAddress(tiles('https://a/wmts?m={TileMatrix}&r={TileRow}&c={TileCol}'), 3, 6, 2)).toBe(
      'https://a/wmts?m=3&r=2&c=6',
    );
    const josm = 'https://{switch:t1,t2}.a/{zoom}/{x}/{y}{r}.png?q={quadkey}&o=$\u007bz}&s={a-c}';
    expect(tileAddress(tiles(josm), 3, 6, 2)).toBe('https://t1.a/3/6/2.png?q=130&o=3&s=c');
    const pasted = 'https://a/wms?service=WMS&request=GetCapabilities&version=1.3.0&crs=EPSG:4326&map=x';
    const asked = new URL(tileAddress({ type: 'wms', url: pasted, layers: 'a', ...described }, 1, 1, 0));
    const names = [...asked.searchParams.keys()].map((name) => name.toUpperCase());
    expect(new Set(names).size).toBe(names.length);
    expect(asked.searchParams.get('REQUEST')).toBe('GetMap');
    expect(names).not.toContain('CRS');
    const wms = new URL(
      tileAddress({ type: 'wms', url: 'https://a/wms?map=x', layers: 'roads', ...described }, 1, 1, 0),
    );
    expect(wms.searchParams.get('map')).toBe('x');
    expect(
      wms.searchParams
        .get('BBOX')
        ?.split(',')
        .map((metres) => Math.round(Number(metres))),
    ).toEqual([0, 0, 20037508, 20037508]);
    const tianditu = tileAddress(
      { type: 'tianditu', layer: 'cva', key: 'k&1', ...described },
      12,
      3369,
      1552,
    );
    expect(tianditu).toMatch(/^https:\/\/t\d\.tianditu\.gov\.cn\/cva_w\/wmts\?/);
    expect(tianditu).toContain('TILEMATRIX=12&TILEROW=1552&TILECOL=3369&tk=k%261');
  });

  it('keep the key of an account out of the audit trail', async () => {
    const { call, directory, service } = await openWorkspace();
    const source = { type: 'tianditu' as const, layer: 'vec' as const, key: 'geheim-123' };
    await call('saved.save', { name: '天地图', content: { kind: 'basemap', source } });
    await call('locating.saveGeocoder', { provider: 'tianditu', key: 'geheim-123' } as never).catch(
      () => undefined,
    );
    await service.close();
    const trail = new SqliteDatabase(join(directory, 'workspace.sqlite'), { readonly: true });
    const texts = trail.prepare('select input, before, after from audit').all();
    trail.close();
    expect(JSON.stringify(texts)).not.toContain('geheim-123');
    expect(JSON.stringify(texts)).toContain('***');
  });

  it.each(['ftp://a/{z}', 'javascript:alert(1)', ''])('refuses the address “%s”', async (url) => {
    const { call } = await openWorkspace();
    const content = { kind: 'basemap' as const, source: { type: 'tiles' as const, url, maxzoom: 18 } };
    await expect(call('saved.save', { name: '不行', content })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});

describe('base map files', () => {
  it('are copied into the workspace or linked, and taken out again', async () => {
    const { call, service, directory } = await openWorkspace();
    const file = join(directory, '..', '镇.mbtiles');
    writeVectorMbtiles(file, { name: '', attribution: '自绘' }, {}, [116.38, 39.88, 116.42, 39.92]);
    const copied = await call('basemaps.add', { token: service.files.register(file), link: false });
    const again = await call('basemaps.add', { token: service.files.register(file), link: false });
    expect([copied.id, again.id]).toEqual(['镇.mbtiles', '镇 2.mbtiles']);
    const linked = await call('basemaps.add', { token: service.files.register(file), link: true });
    expect((await call('basemaps.list', {})).map(({ id }) => id)).toEqual([
      '镇 2.mbtiles',
      '镇.mbtiles',
      linked.id,
    ]);
    const credit = { attribution: '区测绘院', approval: '京S（2026）001号' };
    await call('basemaps.credit', { id: copied.id, ...credit });
    expect(await call('basemaps.list', {})).toContainEqual(
      expect.objectContaining({ id: copied.id, ...credit }),
    );
    await call('basemaps.remove', { id: copied.id });
    expect(existsSync(join(directory, 'basemaps', '镇.mbtiles'))).toBe(false);
    await call('basemaps.remove', { id: linked.id });
    expect(existsSync(file)).toBe(true);
    const other = join(directory, '..', 'x.txt');
    copyFileSync(file, other);
    const wrong = call('basemaps.add', { token: service.files.register(other), link: false });
    await expect(wrong).rejects.toMatchObject({ code: 'BASEMAP_KIND' });
  });
});
