import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFieldReader } from '#service/import/field-reader.ts';
import { readTable } from '#service/import/read-table.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { createClassifier, REVIEW_SCORE } from '#shared/classification/classify.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { openWorkspace } from '../support/workspace.ts';

const files = ['zhejiang-2001.csv', 'qinghai-2003.xls'];

/**
 * Rows labelled by hand, by file and row number: the first word is what the business is by its name and
 * what its scope states, further words are what it is as well. Drawn by chance from names and scopes that
 * hold wordings of categories, from names that nearly do, and from the rest.
 */
const labels = z
  .record(z.string(), z.record(z.string(), z.array(z.number())))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'labels', 'registry-names.json'), 'utf8')));

describe.skipIf(!hasGivenData)(`registry lists ${whyWithoutData}`, () => {
  it.each(files)('%s: every row is accounted for, and a second time nothing changes', async (name) => {
    const { call, service } = await openWorkspace();
    const token = service.files.register(givenData('registry', name), name);
    const input = { token, as: 'venues' as const, crs: null, map: {} };
    const { result, problems } = await call('import.run', input);
    expect(result.rows).toBe(result.added + result.updated + result.unchanged + result.rejected);
    expect(result.rows).toBeGreaterThan(800);
    expect(result.preset).toBe('enterprise-registry');
    expect(new Set(problems.filter(({ rejected }) => rejected).map(({ row }) => row)).size).toBe(
      result.rejected,
    );
    const again = (await call('import.run', input)).result;
    expect(again).toMatchObject({ added: 0, updated: 0, rejected: result.rejected });
  });

  it('classification of 300 labelled names: what is taken is right, what is there is found', async () => {
    const classify = createClassifier(loadCatalogue().kinds);
    const taken = new Map<string, { right: number; wrong: string[] }>();
    const sought = new Map<string, { found: number; missed: string[] }>();
    let count = 0;
    for (const file of files) {
      const table = await readTable(
        { path: givenData('registry', file), name: file },
        { encoding: 'auto', sheet: null, header: true },
      );
      const read = createFieldReader(table, {});
      const rows = new Map(table.rows.map((row) => [row.number, row]));
      for (const [label, numbers] of Object.entries(labels[file] ?? {}))
        for (const number of numbers) {
          const row = rows.get(number);
          if (!row) throw new Error(`${file} has no row ${number}`);
          count += 1;
          const name = read(row, 'name');
          const kinds = label.split(' ');
          const { category, score } = classify({
            name,
            listed: '',
            scope: read(row, 'scope'),
            industryCode: '',
          });
          // A score below the limit is a question, not a decision: it counts as found, not as taken.
          if (category !== 'other' && score >= REVIEW_SCORE) {
            const tally = taken.get(category) ?? { right: 0, wrong: [] };
            if (kinds.includes(category)) tally.right += 1;
            else tally.wrong.push(name);
            taken.set(category, tally);
          }
          const [kind = 'other'] = kinds;
          if (kind === 'other') continue;
          const tally = sought.get(kind) ?? { found: 0, missed: [] };
          if (kinds.includes(category)) tally.found += 1;
          else tally.missed.push(name);
          sought.set(kind, tally);
        }
    }
    expect(count).toBe(300);
    for (const [kind, { found, missed }] of sought) {
      if (found + missed.length < 10) continue;
      expect(found / (found + missed.length), `${kind} missed ${missed}`).toBeGreaterThanOrEqual(0.9);
      const { right, wrong } = taken.get(kind) ?? { right: 0, wrong: [] };
      if (right + wrong.length > 0)
        expect(right / (right + wrong.length), `${kind} taken wrongly ${wrong}`).toBeGreaterThanOrEqual(0.97);
    }
  });
});
