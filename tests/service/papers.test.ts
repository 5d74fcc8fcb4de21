import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#service/platform/clock.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { everything } from '#shared/tables/query.ts';
import type { Call } from '../support/calls.ts';
import { layDemo, openDemo } from '../support/demo.ts';
import { openService } from '../support/workspace.ts';

const YEAR = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));
const FORM = '01920000-0000-7000-8000-000000000001';

let call: Call;
beforeEach(async () => {
  call = await openDemo();
});

const wordsOf = (docx: Uint8Array) =>
  strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');

async function hazardIds(): Promise<number[]> {
  return (await call('hazards.list', {})).map(({ id }) => id);
}

/** Makes 协办单 about a hazard. */
async function assist(id: number, more: Partial<InputOf<'documents.make'>> = {}) {
  const about = { kind: 'hazard' as const, id };
  const { issuers } = await call('documents.draft', { template: 'assistance', about });
  const number = { code: '演协', number: null };
  return await call('documents.make', {
    template: 'assistance',
    about,
    issuer: issuers[0] ?? '',
    said: {},
    pictures: [],
    number,
    ...more,
  });
}

/** What letters of 协办单 to some hazards are asked for with. */
async function letters(ids: readonly number[], more: Partial<InputOf<'letters.issue'>> = {}) {
  const { issuers } = await call('letters.draft', { template: 'assistance', ids: [...ids] });
  return {
    template: 'assistance',
    ids: [...ids],
    issuer: issuers[0] ?? '',
    said: { 联系人: '何某' },
    number: { code: '演协', number: null },
    as: 'zip' as const,
    ...more,
  };
}

const textsOf = async () =>
  (await call('papers.register', {})).flatMap(({ papers }) => papers.map(({ text }) => text));

describe('numbers of papers', () => {
  it('come from the register one after another, and stand on the paper, in its name and beside its hazard', async () => {
    const [first = 0, second = 0] = await hazardIds();
    const made = await assist(first);
    expect(made).toMatchObject({ number: `演协〔${YEAR}〕1号` });
    expect(made.title).toMatch(new RegExp(`^演协〔${YEAR}〕1号 协办单 `));
    expect(wordsOf(new Uint8Array(await call('reports.read', { id: made.id })))).toContain(
      `演协〔${YEAR}〕1号`,
    );
    expect((await assist(second)).number).toBe(`演协〔${YEAR}〕2号`);
    const papers = await call('papers.of', { about: { kind: 'hazard', id: first } });
    expect(papers).toMatchObject([{ text: `演协〔${YEAR}〕1号`, reportId: made.id, state: 'issued' }]);
    const hazard = (await call('hazards.list', {})).find(({ id }) => id === first);
    const ofVenue = await call('papers.of', { about: { kind: 'venue', id: hazard?.venueId ?? 0 } });
    expect(ofVenue.map(({ text }) => text)).toContain(`演协〔${YEAR}〕1号`);
  });

  it('stay with a paper that is made again, unless another is asked for', async () => {
    const [id = 0] = await hazardIds();
    const { number } = await assist(id);
    const about = { kind: 'hazard' as const, id };
    const { numbering } = await call('documents.draft', { template: 'assistance', about });
    expect(numbering).toMatchObject({ code: '演协', standing: { text: number } });
    expect((await assist(id)).number).toBe(number);
    expect(await textsOf()).toEqual([number]);
    expect((await assist(id, { again: true })).number).toBe(`演协〔${YEAR}〕2号`);
  });

  it('are never given twice: not by hand, not after 作废, not where they were used elsewhere', async () => {
    const [first = 0, second = 0] = await hazardIds();
    const { number } = await assist(first);
    const taken = { code: 'NUMBER_TAKEN' };
    await expect(assist(second, { number: { code: '演协', number: 1 } })).rejects.toMatchObject(taken);
    await expect(assist(second, { number: null, said: { 编号: `演协[${YEAR}]01号` } })).rejects.toMatchObject(
      taken,
    );
    const [paper] = await call('papers.of', { about: { kind: 'hazard', id: first } });
    await call('papers.void', { id: paper?.id ?? 0, reason: '填错' });
    await expect(call('papers.void', { id: paper?.id ?? 0, reason: '再' })).rejects.toMatchObject({
      code: 'PAPER_VOID',
    });
    expect((await assist(first)).number).toBe(`演协〔${YEAR}〕2号`);
    const elsewhere = { code: '演协', year: YEAR, title: '手写的协办单', note: '' };
    await expect(call('papers.enter', { ...elsewhere, first: 1, last: 1 })).rejects.toMatchObject(taken);
    await call('papers.enter', { ...elsewhere, first: 3, last: 4 });
    expect((await assist(second)).number).toBe(`演协〔${YEAR}〕5号`);
    expect(await textsOf()).toContain(number);
    await expect(assist(second, { number: { code: '演〔协', number: null } })).rejects.toMatchObject({
      code: 'NUMBER_FORM',
    });
  });

  it('leave their gaps to be seen', async () => {
    const [first = 0, second = 0] = await hazardIds();
    await assist(first, { number: { code: '演协', number: 13 } });
    await assist(second, { number: { code: '演协', number: 15 } });
    expect(await call('papers.register', {})).toMatchObject([
      {
        code: '演协',
        gaps: [
          { first: 1, last: 12 },
          { first: 14, last: 14 },
        ],
      },
    ]);
    await call('papers.enter', {
      code: '演协',
      year: YEAR,
      first: 12,
      last: 1,
      title: '纸质登记簿',
      note: '',
    });
    const many = { code: '演协', year: YEAR, first: 20, last: 200_000, title: '手误', note: '' };
    await expect(call('papers.enter', many)).rejects.toMatchObject({ code: 'NUMBER_MANY' });
    const [series] = await call('papers.register', {});
    expect(series?.gaps).toEqual([{ first: 14, last: 14 }]);
  });

  it('of 期 are counted in each year by themselves', async () => {
    const about = { kind: 'span' as const, from: '2026-07-01', to: '2026-07-07' };
    const { numbering, issuers } = await call('documents.draft', { template: 'weekly', about });
    expect(numbering).toMatchObject({ form: 'issue', code: '周报' });
    const number = { code: '周报', number: 27 };
    const rest = { template: 'weekly', about, issuer: issuers[0] ?? '', said: {}, pictures: [] };
    expect(await call('documents.make', { ...rest, number })).toMatchObject({ number: `${YEAR}年第27期` });
  });
});

describe('a paper that was handed over', () => {
  it('says beside its record when, how and to whom, also where it is 作废 later', async () => {
    const [hazard = 0] = await hazardIds();
    await assist(hazard);
    const about = { kind: 'hazard' as const, id: hazard };
    const paper = async () => (await call('papers.of', { about }))[0];
    const id = (await paper())?.id ?? 0;
    const served = { id, on: `${YEAR}-01-05`, method: '留置送达' as const, receiver: '店员何某', note: '' };
    await call('papers.serve', { ...served, method: '直接送达' });
    await call('papers.serve', { ...served, note: '拒收，见证人王某' });
    const words = `${YEAR}-01-05 留置送达，收件人 店员何某，拒收，见证人王某`;
    expect(await paper()).toMatchObject({ state: 'issued', note: words });
    await expect(call('papers.serve', { ...served, on: '2199-01-01' })).rejects.toMatchObject({
      code: 'SERVED_LATER',
    });
    await call('papers.void', { id, reason: '填错' });
    expect((await paper())?.note).toBe(`填错；${words}`);
    await expect(call('papers.serve', served)).rejects.toMatchObject({ code: 'PAPER_VOID' });
  });
});

describe('letters in batches', () => {
  it('are numbered one after another, each recorded with its hazard, in a file each or in one', async () => {
    const ids = (await hazardIds()).slice(0, 4);
    const made = await call('letters.issue', await letters(ids));
    expect(made).toMatchObject({
      letters: 4,
      kept: 0,
      first: `演协〔${YEAR}〕1号`,
      last: `演协〔${YEAR}〕4号`,
    });
    const zip = unzipSync(new Uint8Array(await call('reports.archive', { ids: made.reports })));
    expect(Object.keys(zip)).toHaveLength(4);
    for (const [i, id] of ids.entries()) {
      const [paper] = await call('papers.of', { about: { kind: 'hazard', id } });
      expect(paper).toMatchObject({ number: i + 1, reportId: made.reports[i] });
      const docx = Object.entries(zip).find(([name]) => name.startsWith(`${paper?.text} `))?.[1];
      expect(wordsOf(docx ?? new Uint8Array())).toContain('何某');
    }
    const together = await call('letters.issue', await letters(ids, { as: 'file', again: true }));
    expect(together).toMatchObject({ letters: 4, first: `演协〔${YEAR}〕5号`, last: `演协〔${YEAR}〕8号` });
    expect(together.reports).toHaveLength(1);
    const words = wordsOf(new Uint8Array(await call('reports.read', { id: together.reports[0] ?? 0 })));
    for (const number of [5, 6, 7, 8]) expect(words).toContain(`演协〔${YEAR}〕${number}号`);
    const [paper] = await call('papers.of', { about: { kind: 'hazard', id: ids[0] ?? 0 } });
    expect(paper?.reportId).toBe(together.reports[0]);
    // What was filled in for all is there for the next batch.
    expect((await call('letters.draft', { template: 'assistance', ids })).said).toMatchObject({
      联系人: '何某',
    });
  });

  it('that are asked for again are not numbered again, with the identity of their form or without', async () => {
    const ids = (await hazardIds()).slice(0, 3);
    const wanted = { ...(await letters(ids)), formId: FORM };
    const first = await call('letters.issue', wanted);
    expect(await call('letters.issue', wanted)).toEqual(first);
    // One of them is new, and comes first: those after it keep what they have.
    const [fresh = 0] = (await hazardIds()).slice(3);
    const again = await call('letters.issue', await letters([fresh, ...ids]));
    const ends = { first: `演协〔${YEAR}〕1号`, last: `演协〔${YEAR}〕4号` };
    expect(again).toMatchObject({ letters: 4, kept: 3, ...ends });
    expect(await call('papers.of', { about: { kind: 'hazard', id: ids[0] ?? 0 } })).toHaveLength(1);
    expect(await textsOf()).toHaveLength(4);
  });

  it('that are stopped leave nothing: no number, no paper, no report', async () => {
    const { service } = await openService(await layDemo(), systemClock);
    const ask = (name: string, input: unknown, signal = new AbortController().signal) =>
      service.call({ id: name, name, input, signal });
    const ids = (await hazardIds()).slice(0, 5);
    const input = await letters(ids);
    const stop = new AbortController();
    const end = service.subscribe((event) => {
      if (event.event === 'progress' && event.done === 3) stop.abort();
    });
    await expect(ask('letters.issue', input, stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    end();
    expect(await ask('papers.register', {})).toEqual([]);
    expect(await ask('reports.list', {})).toEqual([]);
    await service.close();
  });

  it('are refused where one of them is not the issuer’s to write', async () => {
    const { rows, issuers } = await call('letters.draft', {
      template: 'reinspection-notice',
      ids: await hazardIds(),
    });
    const issuer = issuers.find((each) => rows.some((row) => !row.issuers.includes(each))) ?? '';
    const ids = rows.map(({ id }) => id);
    const wanted = {
      template: 'reinspection-notice',
      ids,
      issuer,
      said: {},
      number: null,
      as: 'zip' as const,
    };
    await expect(call('letters.issue', wanted)).rejects.toMatchObject({ code: 'DOCUMENT_ISSUER' });
    expect(await call('reports.list', {})).toEqual([]);
  });

  it('to owners in a zone say where they lie and by which rule, and stand beside the venue', async () => {
    const { venues } = await call('tables.ids', { table: 'findings', query: everything, text: '' });
    const ids = [...new Set(venues)].slice(0, 5);
    const { rows, issuers } = await call('letters.draft', { template: 'notice', ids });
    expect(rows.map(({ id }) => id)).toEqual(ids);
    const number = { code: '演告', number: null };
    const rest = { template: 'notice', ids, issuer: issuers[0] ?? '', said: {}, number };
    const made = await call('letters.issue', { ...rest, as: 'zip' });
    for (const [i, id] of ids.entries()) {
      const words = wordsOf(new Uint8Array(await call('reports.read', { id: made.reports[i] ?? 0 })));
      expect(words).toMatch(/距离\d+\.\d米（±\d+\.\d米）/);
      expect(words).toMatch(/有关规定：《/);
      expect(await call('papers.of', { about: { kind: 'venue', id } })).toMatchObject([{ number: i + 1 }]);
    }
  });

  it('about licences that end name the licence, its holder and its last day', async () => {
    const hazards = await call('hazards.list', {});
    const venueId = hazards.find((hazard) => hazard.venueId !== null)?.venueId ?? 0;
    const { id } = await call('licences.save', {
      id: null,
      venueId,
      number: '许可八号',
      kind: '烟草专卖零售许可证',
      holder: '钱某',
      validFrom: '2022-01-01',
      validUntil: '2026-12-31',
      unlimited: false,
    });
    const { issuers } = await call('letters.draft', { template: 'expiry-notice', ids: [id] });
    const rest = { template: 'expiry-notice', ids: [id], issuer: issuers[0] ?? '', said: {} };
    const made = await call('letters.issue', { ...rest, number: null, as: 'file' });
    const words = wordsOf(new Uint8Array(await call('reports.read', { id: made.reports[0] ?? 0 })));
    for (const said of ['许可八号', '钱某', '2026年12月31日']) expect(words).toContain(said);
    expect(await call('papers.of', { about: { kind: 'venue', id: venueId } })).toMatchObject([{ text: '' }]);
  });
});
