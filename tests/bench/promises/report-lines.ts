import type { BrokenLine } from './broken-line.ts';

/** What districts hand up. */
export const reportLines: readonly BrokenLine[] = [
  {
    name: 'report-persons',
    promise: 'What a district hands up names nobody',
    file: 'electron/service/db/queries/released-rows.ts',
    find: "'hazards.kind as kind',",
    put: "'hazards.description as kind',",
    test: 'tests/service/district-reports.test.ts',
    title: 'holds no telephone, person, code, address or description',
  },
];
