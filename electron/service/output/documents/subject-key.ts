import type { DocumentAbout } from '#shared/contract/documents.ts';

/** What a document is about, as stored forms and the register of papers name it. */
export function subjectKey(about: DocumentAbout): string {
  return about.kind === 'span' ? `span ${about.from} ${about.to}` : `${about.kind} ${about.id}`;
}
