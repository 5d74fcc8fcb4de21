import iconv from 'iconv-lite';
import { CodedError } from '#shared/contract/errors.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

const known: Record<string, string> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
  utf16be: 'utf16be',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/**
 * Decodes a text file. `auto` trusts a byte order mark, then valid UTF-8, then valid GB18030.
 * Errors: ENCODING_UNKNOWN; ENCODING_MISMATCH where bytes do not fit the encoding.
 */
export function decodeText(bytes: Buffer, wanted: string, file: string): DecodedText {
  const encoding = wanted === 'auto' ? detect(bytes) : known[wanted.toLowerCase()];
  if (!encoding) throw new CodedError('ENCODING_UNKNOWN', { encoding: wanted });
  const text = iconv.decode(bytes, encoding);
  if (text.includes('\uFFFD')) throw new CodedError('ENCODING_MISMATCH', { file, encoding });
  return { text, encoding };
}

function detect(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf8';
  } catch {
    return 'gb18030';
  }
}
