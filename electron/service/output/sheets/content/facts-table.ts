import type { SheetTable } from '#shared/sheets/content.ts';

/** What is known of one thing, a line each; what is not known has no line. */
export function factsTable(
  title: string,
  facts: readonly (readonly [name: string, words: string])[],
): SheetTable {
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
