import { expect, it } from 'vitest';
import { firstLists } from '#shared/registry/first-lists.ts';

const list = (name: string, kind: string, source: string, day: string, undoneAt: string | null = null) => ({
  ...{ name, kind, source, undoneAt },
  importedAt: `${day}T02:00:00Z`,
});

it('lists that a workspace begins with are first ones, whatever comes later is not', () => {
  const lists = [
    list('taken back', 'venues', 'a', '2026-01-01', '2026-01-02'),
    list('venues', 'venues', 'a', '2026-02-01'),
    list('the same, in parts', 'venues', 'a', '2026-02-01'),
    list('schools', 'schools', 's', '2026-02-03'),
    list('of another office', 'venues', 'b', '2026-02-04'),
    list('the next one', 'venues', 'a', '2026-02-05'),
    list('of a third office, in the first week', 'venues', 'c', '2026-02-07'),
    list('of a fourth, later', 'venues', 'd', '2026-02-08'),
    list('with another header', 'schools', 't', '2026-05-01'),
    list('outlines', 'campuses', 'o', '2026-05-01'),
  ];
  expect([...firstLists(lists)].map(({ name }) => name)).toEqual([
    'taken back',
    'venues',
    'the same, in parts',
    'schools',
    'of another office',
    'of a third office, in the first week',
    'outlines',
  ]);
});
