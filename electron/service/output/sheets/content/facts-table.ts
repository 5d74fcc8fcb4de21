import type { SheetTable } from '#shared/sheets/content.ts';

/** One thing that is known: what it is, and the words for it; no words where it is not known. */
export type Fact = readonly [name: string, words: string];

/** What is known of one thing, a line each; what is not known has no line. */
export function factsTable(title: string, facts: readonly Fact[]): SheetTable {
  return {
    title,
    columns: [
      { title: '事项', share: 20 },
      { title: '内容', share: 80 },
    ],
    rows: facts.filter(([, words]) => words !== '').map(([name, words]) => [{ text: name }, { text: words }]),
    none: '',
  };
}
