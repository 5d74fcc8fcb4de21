import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { everyCommand } from '../support/commands/every-command.ts';
import { openTown } from '../support/commands/town-in-use.ts';
import { rowCounts } from '../support/row-counts.ts';
import { openWorkspace } from '../support/workspace.ts';

it('whatever is sent again because its answer was lost is carried out once, and answered as the first time', async () => {
  const town = await openTown();
  try {
    for (const [name, inputs] of Object.entries(everyCommand))
      for (const inputFor of inputs) {
        const call = { id: name, name, input: await inputFor(town), once: randomUUID() };
        const ask = async () => await town.service.call({ ...call, signal: new AbortController().signal });
        const first = await ask();
        if (first instanceof Uint8Array) continue;
        const rows = await rowCounts(town);
        expect((await ask()) ?? null, name).toEqual(first ?? null);
        expect(await rowCounts(town), name).toEqual(rows);
      }
  } finally {
    await town.service.close();
  }
});

it('the same call that says something else is refused, and old calls are forgotten in time', async () => {
  let now = new Date('2026-11-21T02:00:00Z');
  const { service } = await openWorkspace('beijing-daxing', { now: () => now });
  const save = async (once: string, text: string) =>
    await service.call({
      id: 'a',
      name: 'review.saveWording',
      input: { field: 'name', text, category: 'ktv' },
      once,
      signal: new AbortController().signal,
    });
  const once = randomUUID();
  await save(once, '某某甲');
  await expect(save(once, '某某乙')).rejects.toMatchObject({ code: 'FORM_SENT_OTHERWISE' });
  const kept = async () =>
    (await service.workspace.database.reader.selectFrom('sentForms').select('id').execute()).length;
  expect(await kept()).toBe(1);
  now = new Date('2026-11-24T02:00:00Z');
  for (let i = 0; i < 64; i++) await save(randomUUID(), `词语${i}`);
  expect(await kept()).toBeLessThanOrEqual(64);
});
