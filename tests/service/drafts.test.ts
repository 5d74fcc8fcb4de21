import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DraftStore } from '#service/workspace/draft-store.ts';
import type { Draft } from '#shared/contract/drafts.ts';
import { temporaryFolder } from '../support/temporary.ts';

const now = new Date('2026-11-29T12:00:00Z');
const later = new Date('2026-11-29T12:05:00Z');
const PAGE = '01a2272a-02ab-746b-879a-000000000001';
const OTHER_PAGE = '01a2272a-02ab-746b-879a-000000000002';
const visit = (thing: string): Draft => ({
  kind: 'visit',
  thing,
  page: PAGE,
  title: '检查：极速网吧',
  address: '#/sweeps/1',
  formId: '01a2272a-02ab-746b-879a-e2e69495de39',
  values: '{"facts":"门口无标识"}',
});

function newStore() {
  const folder = join(temporaryFolder(), 'drafts');
  return { folder, store: new DraftStore(folder) };
}

it('a draft is its writer’s own: kept, replaced, listed with the latest first, and discarded', () => {
  const { store } = newStore();
  store.keep('甲', visit('17'), now);
  store.keep('甲', visit('18'), later);
  store.keep('乙', { ...visit('17'), values: '{"facts":"另一人写的"}' }, now);
  expect(store.list('甲').map(({ thing }) => thing)).toEqual(['18', '17']);
  expect(store.find('甲', visit('17'))).toEqual([{ ...visit('17'), keptAt: now.toISOString() }]);
  store.keep('甲', { ...visit('17'), values: '{}' }, later);
  expect(store.find('甲', visit('17')).map(({ values }) => values)).toEqual(['{}']);
  // a form about the same thing on another page has a draft of its own
  store.keep('甲', { ...visit('17'), page: OTHER_PAGE }, later);
  store.discard('甲', visit('17'));
  expect(store.find('甲', visit('17')).map(({ page }) => page)).toEqual([OTHER_PAGE]);
  expect(store.list('乙')).toHaveLength(1);
  expect(store.list('丙')).toEqual([]);
});

it('what another program put among the drafts hinders none of them and is not followed', () => {
  const { folder, store } = newStore();
  store.keep('甲', visit('17'), now);
  const [name = ''] = readdirSync(folder);
  const other = (digit: string) => join(folder, `${digit.repeat(64)}.json`);
  writeFileSync(other('a'), '{"actor":"甲"');
  writeFileSync(other('b'), JSON.stringify({ actor: '甲', draft: { kind: 'visit' } }));
  symlinkSync(join(folder, name), other('c'));
  mkdirSync(other('d'));
  expect(store.list('甲').map(({ thing }) => thing)).toEqual(['17']);
});

it.skipIf(process.platform === 'win32')('drafts are their user’s alone', () => {
  const { folder, store } = newStore();
  store.keep('甲', visit('17'), now);
  expect(statSync(folder).mode & 0o077).toBe(0);
});

it('a folder that cannot be written is told in words', () => {
  const { folder, store } = newStore();
  writeFileSync(folder, 'a file where the folder should be');
  expect(() => store.keep('甲', visit('17'), now)).toThrow(expect.objectContaining({ code: 'DISK_WRITE' }));
});
