import { describe, expect, it } from 'vitest';
import type { Report } from '#service/cache/joined-work.ts';
import { KeptAnswers, SharedAnswers } from '#service/cache/kept-answers.ts';
import { WholeTables } from '#service/db/engine/seen-tables.ts';

const quiet: Report = () => undefined;
const asker = (report: Report = quiet) => ({ signal: new AbortController().signal, report });

/** Work that ends when the test says so, and how often it was begun. */
function lastingWork() {
  const begun: { readonly signal: AbortSignal; readonly report: Report; end(answer: unknown): void }[] = [];
  const work = (forAll: { readonly signal: AbortSignal; readonly report: Report }) =>
    new Promise<unknown>((resolve) => void begun.push({ ...forAll, end: resolve }));
  return { begun, work };
}

describe('answers that many ask for', () => {
  it('are worked out once for all who ask', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    const { begun, work } = lastingWork();
    const asked = Array.from({ length: 30 }, () => answers.ask('overview', ['venues'], asker(), 0, work));
    expect(begun).toHaveLength(1);
    begun[0]?.end('figures');
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['figures']));
    await answers.ask('overview', ['venues'], asker(), 1, work);
    expect(begun).toHaveLength(1);
  });

  it('are worked out anew when what they rest on has changed, and only then', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    let times = 0;
    const ask = () => answers.ask('overview', ['venues', 'visits'], asker(), 0, async () => ++times);
    expect(await ask()).toBe(1);
    seen.change(['hazards']);
    expect(await ask()).toBe(1);
    seen.change(['visits']);
    expect(await ask()).toBe(2);
  });

  it('are not given to who asks after a change, where they were begun before it', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    const { begun, work } = lastingWork();
    const before = answers.ask('overview', ['visits'], asker(), 0, work);
    seen.change(['visits']);
    const after = answers.ask('overview', ['visits'], asker(), 0, work);
    begun[0]?.end('old');
    begun[1]?.end('new');
    expect([await before, await after]).toEqual(['old', 'new']);
  });

  it('are not kept for hours where the clock was set back', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    let times = 0;
    const ask = (now: number) => answers.ask('about', ['settings'], asker(), now, async () => ++times);
    expect([await ask(7_200_000), await ask(0), await ask(1)]).toEqual([1, 2, 2]);
  });

  it('are kept for a minute at most', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    let times = 0;
    const ask = (now: number) => answers.ask('about', ['settings'], asker(), now, async () => ++times);
    expect([await ask(0), await ask(59_999), await ask(60_000)]).toEqual([1, 1, 2]);
  });

  it('are not kept where they failed', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    let times = 0;
    const work = async () => {
      times += 1;
      if (times === 1) throw new Error('no');
      return times;
    };
    await expect(answers.ask('overview', ['venues'], asker(), 0, work)).rejects.toThrow('no');
    expect(await answers.ask('overview', ['venues'], asker(), 0, work)).toBe(2);
  });

  it('go on for the others where one cancels, and end where nobody waits any more', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    const { begun, work } = lastingWork();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = answers.ask('overview', ['venues'], { signal: first.signal, report: quiet }, 0, work);
    const other = answers.ask('overview', ['venues'], { signal: second.signal, report: quiet }, 0, work);
    first.abort();
    await expect(one).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(begun[0]?.signal.aborted).toBe(false);
    second.abort();
    await expect(other).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(begun[0]?.signal.aborted).toBe(true);
    // Whoever asks then gets an answer of their own.
    const later = answers.ask('overview', ['venues'], asker(), 0, work);
    begun[1]?.end('figures');
    expect(await later).toBe('figures');
  });

  it('tell all who wait how far they are', async () => {
    const seen = new WholeTables();
    const answers = new KeptAnswers(seen, new SharedAnswers());
    const { begun, work } = lastingWork();
    const told: string[] = [];
    const asked = ['a', 'b'].map((who) =>
      answers.ask(
        'sheet',
        ['venues'],
        asker((label, done) => void told.push(`${who} ${label} ${done}`)),
        0,
        work,
      ),
    );
    begun[0]?.report('绘制', 3, 9);
    begun[0]?.end(null);
    await Promise.all(asked);
    expect(told).toEqual(['a 绘制 3', 'b 绘制 3']);
  });
});
