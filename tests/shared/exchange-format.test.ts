import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import {
  EXCHANGE_FORM,
  exchangeFields,
  exchangeFileSchema,
  knownSystems,
} from '#shared/exchange/exchange-event.ts';
import { eventProblemWords } from '#shared/exchange/read-events.ts';
import { entriesOf } from '#shared/lists/record.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, '交换格式.md'), 'utf8');

it('the JSON Schema that is handed out is the one that events are read and written by', () => {
  const schema = z.toJSONSchema(exchangeFileSchema, { io: 'input' });
  expect(JSON.parse(readFileSync(join(docs, 'exchange-events.schema.json'), 'utf8'))).toEqual(schema);
});

it('the page of the format tells every field with its meaning, and every code of a problem', () => {
  expect(page).toContain(`\`${EXCHANGE_FORM}\``);
  for (const system of knownSystems) expect(page).toContain(system);
  for (const { path, column, title, description } of exchangeFields)
    expect(page).toContain(`| \`${path}\` | \`${column}\` | ${title} | ${description} |`);
  for (const [code, words] of entriesOf(eventProblemWords))
    expect(page).toContain(`| \`${code}\` | ${words} |`);
  const told = [...page.matchAll(/^\| `([\w.]+)` \| `[\w]+` \|/gm)].map(([, path]) => path);
  expect(told).toEqual(exchangeFields.map(({ path }) => path));
});
