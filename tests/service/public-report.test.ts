import { expect, it } from 'vitest';
import { selectSensitive } from '#service/db/queries/sensitive-values.ts';
import { systemClock } from '#service/platform/clock.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { layDemo } from '../support/demo.ts';
import { wordsOf } from '../support/document-words.ts';
import { openService } from '../support/workspace.ts';

const about = { kind: 'span' as const, from: '2026-07-01', to: '2026-09-30' };

it('the report for everybody has figures by stage and town alone: a scan finds no venue, person or number, and what people wrote of one is refused', async () => {
  const { call, service } = await openService(await layDemo(), systemClock);
  const draft = await call('documents.draft', { template: 'public-report', about });
  const { stages, towns } = draft.tables;
  expect(stages?.rows.length).toBeGreaterThan(2);
  for (const table of [stages, towns]) {
    const parts = (table?.rows ?? []).filter(([name]) => name !== '合计').map(([, ...figures]) => figures);
    for (const figure of parts.flat()) expect(figure).toMatch(/^\d+$/);
    // The sums are the figures of the text.
    const { 学校总数, 整治学校数, 检查次数, 发现隐患数, 销号数, 在办数 } = draft.known;
    const sums = parts[0]?.map((_, i) => parts.reduce((sum, figures) => sum + Number(figures[i]), 0));
    expect(sums).toEqual([学校总数, 整治学校数, 检查次数, 发现隐患数, 销号数, 在办数].map(Number));
  }
  expect(Number(draft.known.发现隐患数)).toBeGreaterThan(0);
  const make = async (said: Readonly<Record<string, string>>) => {
    const issuer = draft.issuers[0] ?? '';
    const wanted = { template: 'public-report', about, issuer, said: { ...draft.said, ...said } };
    const { id } = await call('documents.make', { ...wanted, pictures: [] });
    return wordsOf(new Uint8Array(await call('reports.read', { id })));
  };
  const [town] = (await call('map.regions', {})).filter(({ level }) => level === TOWN_LEVEL);
  const before = await make({});
  expect(before).toContain(town?.name);
  expect(before).toContain('此件公开发布');
  // A venue that bears the name of a town: then the report leaves the town’s name out.
  await call('tables.edit', { table: 'venues', ids: [1], values: { name: town?.name ?? '' } });
  const words = await make({ 社会监督方式: '拨打12345热线' });
  const sensitive = await selectSensitive(service.workspace.database.reader);
  expect(sensitive.size).toBeGreaterThan(500);
  expect([...sensitive].filter((value) => words.includes(value))).toEqual([]);
  for (const { name } of await call('schools.list', {})) expect(words).not.toContain(name);
  expect(words).toContain('拨打12345热线');
  const [venue = ''] = [...sensitive].filter((value) => value.length > 5);
  for (const [text, found] of [
    [`${venue}仍在营业`, venue],
    ['请联系13912345678', '13912345678'],
    ['身份证110101199003070011', '110101199003070011'],
  ] as const)
    await expect(make({ 督导发现的问题: text })).rejects.toMatchObject({
      code: 'DOCUMENT_PUBLIC',
      message: expect.stringContaining(`“督导发现的问题”里的“${found}”`),
    });
  // So are an office’s own words for it.
  const blocks = [...draft.template.blocks, { kind: 'text' as const, text: `如${venue}` }];
  await call('documents.saveTemplate', { id: 'public-report', blocks });
  await expect(make({})).rejects.toMatchObject({ code: 'DOCUMENT_PUBLIC' });
});
