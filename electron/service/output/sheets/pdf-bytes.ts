import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SheetPage } from '#shared/sheets/layout.ts';
import { makeTemporaryFolder } from '../../platform/temporary-folder.ts';
import { type PdfFacts, PdfWriter } from './write-pdf.ts';

/** Pages as a PDF that is handed on at once; pages that are `outlined` stand among its bookmarks. Errors: DISK_WRITE. */
export async function pdfBytes(
  facts: PdfFacts,
  pages: readonly { readonly page: SheetPage; readonly outlined: boolean }[],
): Promise<Uint8Array> {
  const folder = makeTemporaryFolder();
  try {
    const path = join(folder, 'pages.pdf');
    const writer = new PdfWriter(path, facts, []);
    for (const { page, outlined } of pages) await writer.add(page, outlined);
    await writer.end(path);
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
