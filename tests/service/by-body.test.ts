import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { everything } from '#shared/tables/query.ts';
import { openDemo } from '../support/demo.ts';
import { hotlineLead } from '../support/leads.ts';

const linesOf = (bytes: Uint8Array) =>
  utils.sheet_to_json<string[]>(Object.values(read(bytes).Sheets)[0] ?? {}, { header: 1 });
/** The demonstration town, where one more hazard is assigned to the police. */
async function town() {
  const call = await openDemo();
  const { today } = await call('workspace.describe', {});
  const assigned = { lead: false, responsibleBody: '区公安分局', saidOn: today, dueOn: '2099-12-31' };
  await call('hazards.register', { ...hotlineLead, ...assigned });
  return call;
}

const wordsOf = (docx: Uint8Array) =>
  strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');

describe('what is split by responsible body', () => {
  it('is a workbook for each body: all rows of the table, each once, with the one that is responsible', async () => {
    const call = await town();
    const set = { table: 'hazards' as const, query: everything, text: '', sort: [], about: null };
    const columns = ['code', 'responsibleBody'];
    const whole = linesOf(await call('tables.export', { ...set, columns })).slice(1);
    const files = unzipSync(await call('tables.export', { ...set, columns, byBody: true }));
    expect(Object.keys(files).length).toBeGreaterThan(1);
    const parts = Object.entries(files).map(([name, bytes]) => ({ name, lines: linesOf(bytes).slice(1) }));
    expect(parts.flatMap(({ lines }) => lines.map(([code]) => code)).sort()).toEqual(
      whole.map(([code]) => code).sort(),
    );
    for (const { name, lines } of parts)
      for (const [, body] of lines) if (body) expect(name.startsWith(body), name).toBe(true);
    // Of venues it follows from their kinds: one kind is never in two files.
    const venues = { ...set, table: 'venues' as const, columns: ['name', 'category'], byBody: true };
    const kinds = Object.values(unzipSync(await call('tables.export', venues))).map(
      (bytes) =>
        new Set(
          linesOf(bytes)
            .slice(1)
            .map(([, kind]) => String(kind).split('、')[0]),
        ),
    );
    expect(kinds.length).toBeGreaterThan(1);
    for (const [i, own] of kinds.entries())
      for (const other of kinds.slice(i + 1)) expect([...own].filter((kind) => other.has(kind))).toEqual([]);
    await expect(
      call('tables.export', { ...set, table: 'schools', columns: ['name'], byBody: true }),
    ).rejects.toMatchObject({ code: 'QUERY_INVALID' });
  });

  it('is a Word file of letters for each body, in one go and numbered as one batch', async () => {
    const call = await town();
    const hazards = (await call('hazards.list', {})).filter(({ id }) => id > 12);
    const ids = hazards.map(({ id }) => id);
    const { issuers } = await call('letters.draft', { template: 'assistance', ids });
    const made = await call('letters.issue', {
      ...{ template: 'assistance', ids, issuer: issuers[0] ?? '', said: {}, as: 'bodies' as const },
      number: { code: '演协', number: null },
    });
    expect(made.letters).toBe(ids.length);
    expect(made.reports.length).toBeGreaterThan(1);
    const files = Object.entries(unzipSync(await call('reports.archive', { ids: made.reports })));
    expect(files).toHaveLength(made.reports.length);
    const numbers = files.flatMap(([, bytes]) =>
      [...wordsOf(bytes).matchAll(/演协〔\d+〕(\d+)号/g)].map(([text]) => text),
    );
    expect(new Set(numbers).size).toBe(ids.length);
    // Each paper leads to the file that it stands in.
    for (const id of ids) {
      const [paper] = await call('papers.of', { about: { kind: 'hazard', id } });
      const bytes = await call('reports.read', { id: paper?.reportId ?? 0 });
      expect(wordsOf(bytes)).toContain(paper?.text);
    }
    // Made again, each tells whether it would say something else than then.
    const again = async () =>
      (await call('letters.draft', { template: 'assistance', ids })).rows.map(({ changed }) => changed);
    expect(new Set(await again())).toEqual(new Set([false]));
    const venueIds = hazards.flatMap(({ venueId }) => venueId ?? []);
    await call('tables.edit', { table: 'venues', ids: venueIds.slice(0, 1), values: { name: '改了名的店' } });
    expect((await again()).filter((changed) => changed)).toHaveLength(1);
  });
});
