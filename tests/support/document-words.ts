import { strFromU8, unzipSync } from 'fflate';

/** All words of a docx file in their order, without what divides them. */
export function wordsOf(docx: Uint8Array): string {
  return strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');
}
