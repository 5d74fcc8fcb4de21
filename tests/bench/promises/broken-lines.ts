import { archiveLines } from './archive-lines.ts';
import type { BrokenLine } from './broken-line.ts';
import { clientLines } from './client-lines.ts';
import { doorLines } from './door-lines.ts';
import { elsewhereLines } from './elsewhere-lines.ts';
import { foreignLines } from './foreign-lines.ts';
import { lastingLines } from './lasting-lines.ts';
import { listLines } from './list-lines.ts';
import { officeLines } from './office-lines.ts';
import { packageLines } from './package-lines.ts';
import { pageLines } from './page-lines.ts';
import { privateLines } from './private-lines.ts';
import { reportLines } from './report-lines.ts';
import { spreadsheetLines } from './spreadsheet-lines.ts';
import { storeLines } from './store-lines.ts';
import { tamperingLines } from './tampering-lines.ts';
import { userLines } from './user-lines.ts';

/** Each test that SECURITY.md names has at least one; `tests/architecture/promises.test.ts` holds them to page and code. */
export const brokenLines: readonly BrokenLine[] = [
  ...lastingLines,
  ...storeLines,
  ...reportLines,
  ...tamperingLines,
  ...listLines,
  ...archiveLines,
  ...foreignLines,
  ...elsewhereLines,
  ...doorLines,
  ...officeLines,
  ...clientLines,
  ...pageLines,
  ...packageLines,
  ...userLines,
  ...spreadsheetLines,
  ...privateLines,
];
