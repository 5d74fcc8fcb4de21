import { extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { BlankFile } from './blank-file.ts';
import { DocxForm } from './docx-form.ts';
import { XlsxForm } from './xlsx-form.ts';
import { XmlParts } from './xml-parts.ts';

/** Opens a form by what it holds. Errors: BLANK_FORMAT, FILE_DAMAGED, FILE_ENCRYPTED, FILE_TOO_LARGE. */
export async function openBlank(bytes: Uint8Array, file: string): Promise<BlankFile> {
  // The old formats are not archives: they are saved anew first.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw new CodedError('BLANK_FORMAT', { file, extension: extname(file) });
  const parts = await XmlParts.open(bytes, file);
  if (parts.has('word/document.xml')) return new DocxForm(parts);
  if (parts.has('xl/workbook.xml')) return new XlsxForm(parts);
  throw new CodedError('BLANK_FORMAT', { file, extension: extname(file) });
}
