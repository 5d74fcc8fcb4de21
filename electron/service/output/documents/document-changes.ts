import type { OutputOf } from '#shared/contract/contract.ts';
import type { DocumentAbout } from '#shared/contract/documents.ts';
import { fieldsOf } from '#shared/forms/document-template.ts';
import { selectLastDocument, selectReport } from '../../db/queries/reports.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Draft } from './draft-document.ts';
import { subjectKey } from './subject-key.ts';

/** The day on which it is made is no change by itself. */
const DAY_OF_ISSUE = '成文日期';

/** By what each value and table of a document is known again that the workspace fills in. */
export function documentShows({ template, known, tables }: Draft): Record<string, string> {
  // What is offered to be said names fields as well.
  const offered = template.asks.map(({ value }) => value).join(' ');
  const named = [
    ...fieldsOf(template.blocks),
    ...Object.keys(known).filter((field) => offered.includes(`{{${field}}}`)),
  ];
  const fields = [...new Set(named)].filter((field) => field !== DAY_OF_ISSUE);
  return Object.fromEntries([
    ...fields.flatMap((field): [string, string][] =>
      known[field] === undefined ? [] : [[field, fingerprint(known[field])]],
    ),
    ...Object.entries(tables).map(([name, { rows }]): [string, string] => [`表“${name}”`, fingerprint(rows)]),
  ]);
}

/** What a document would say otherwise than when it was last made; null where it was not, or nobody kept what it said. */
export async function changedSince(
  db: Read,
  draft: Draft,
  about: DocumentAbout,
): Promise<OutputOf<'documents.draft'>['since']> {
  const last = await selectLastDocument(db, draft.template.id, about);
  const params = last && readStored('reports.params', last.params);
  if (!params || 'kinds' in params || !params.shows) return null;
  const [before, now] = [params.shows, documentShows(draft)];
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return { madeAt: last.madeAt, changed: names.filter((name) => before[name] !== now[name]) };
}

/** By what a paper as a whole is known again. */
export function paperShows(draft: Draft): string {
  return fingerprint(documentShows(draft));
}

/**
 * Tells of papers whether they would say something else than when they were issued; null where nobody kept what one said.
 * The file that several stand in is looked at once.
 */
export function paperChanges(db: Read) {
  const files = new Map<number, Readonly<Record<string, string>>>();
  return async (draft: Draft, about: DocumentAbout, reportId: number | null): Promise<boolean | null> => {
    if (reportId === null) return null;
    let letters = files.get(reportId);
    if (!letters) {
      const report = await selectReport(db, reportId);
      const params = report && readStored('reports.params', report.params);
      letters = (params && 'letters' in params && params.letters) || {};
      files.set(reportId, letters);
    }
    const before = letters[subjectKey(about)];
    return before === undefined ? null : before !== paperShows(draft);
  };
}
