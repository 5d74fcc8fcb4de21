import { unzipSync } from 'fflate';
import { tellUtf16 } from '../text-evidence.ts';

/** What the bytes of a file are, whatever its name says. */
export type ContentKind =
  | 'workbook'
  | 'webpage'
  | 'text'
  | 'archive'
  | 'kml'
  | 'gpx'
  | 'json'
  | 'geopackage'
  | 'shapes'
  /** Something that holds no list, by what people call it. */
  | { readonly foreign: string };

/** First bytes of files that are told by them alone. */
const signatures: readonly (readonly [bytes: string, kind: ContentKind])[] = [
  ['\xd0\xcf\x11\xe0', 'workbook'],
  ['SQLite format 3\0', 'geopackage'],
  ['\0\0\x27\x0a', 'shapes'],
  ['ID;P', 'workbook'],
  ['TABLE\r\n0,1', 'workbook'],
  ['TABLE\n0,1', 'workbook'],
  ['MIME-Version', 'workbook'],
  ['%PDF', { foreign: 'PDF 文档' }],
  ['{\\rtf', { foreign: 'RTF 文档' }],
  ['\xff\xd8\xff', { foreign: '图片' }],
  ['\x89PNG', { foreign: '图片' }],
  ['Rar!', { foreign: 'RAR 压缩包' }],
  ['7z\xbc\xaf', { foreign: '7z 压缩包' }],
];

/** Bytes that tell what a file is. */
const HEAD = 4096;

/** What a file is by its content; null where that does not tell. */
export function tellContent(bytes: Buffer): ContentKind | null {
  const start = bytes.toString('latin1', 0, HEAD);
  if (start.startsWith('PK\x03\x04')) return tellArchive(bytes);
  const signed = signatures.find(([signature]) => start.startsWith(signature));
  if (signed) return signed[1];
  const wide = tellUtf16(bytes.subarray(0, HEAD));
  if (!wide && start.includes('\0')) return null;
  return tellText(
    (wide ? start.replaceAll('\0', '') : start).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, ''),
  );
}

/** Words by which texts in angle brackets are told, in the order in which they are looked for. */
const markup: readonly (readonly [RegExp, ContentKind])[] = [
  [/<(?:\w+:)?kml[\s>]/i, 'kml'],
  [/<(?:\w+:)?gpx[\s>]/i, 'gpx'],
  [/<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|<office:document/i, 'workbook'],
  [/<(?:!doctype html|html|table|head|meta|body|style|tr)[\s>]/i, 'webpage'],
];

function tellText(start: string): ContentKind | null {
  if (start.startsWith('<')) return markup.find(([word]) => word.test(start))?.[1] ?? null;
  return /^(?:\{\s*"|\[\s*\{)/.test(start) ? 'json' : 'text';
}

/** Files by which an archive is told. */
const archives: readonly (readonly [RegExp, ContentKind])[] = [
  [/(^|\/)xl\/|^Index\/|^Index\.zip$/i, 'workbook'],
  [/^word\//, { foreign: 'Word 文档' }],
  [/^ppt\//, { foreign: 'PPT 演示文稿' }],
  [/^content\.xml$/, 'workbook'],
  [/\.(shp|kml|ovkml)$/i, 'archive'],
];

function tellArchive(bytes: Buffer): ContentKind | null {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch {
    return null;
  }
  return archives.find(([name]) => names.some((own) => name.test(own)))?.[1] ?? null;
}
