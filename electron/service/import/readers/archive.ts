import { extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading, UnreadPart } from '#shared/contract/import.ts';
import type { ParsedTable } from '../list-table.ts';
import { type Layer, readLayers } from './choose-layers.ts';
import { readShapeLayer } from './shapefile.ts';
import { type ArchivedFile, unpackFiles } from './unpack.ts';

/** Reads a list within an archive by its name; null where its kind is none that can be read from there. */
export type ReadMember = (bytes: Buffer, name: string) => Layer['read'] | null;

/** What stands beside a Shapefile or is kept by systems, and is no list. */
const companions = /\.(shx|prj|cpg|sbn|sbx|qix|qpj|qmd|xml|fix|atx|ain|aih|dbt|lyr|sld|css|html?)$/;
const pictures = /\.(png|jpe?g|gif|bmp|webp|heic)$/;

/**
 * The lists of a zip archive: Shapefiles and whatever else can be read by itself, those of one form joined.
 * Errors: FILE_DAMAGED, FILE_EMPTY, FILE_TOO_LARGE, SHEET_UNKNOWN, ARCHIVE_PART_MISSING, those of the readers.
 */
export async function readArchive(
  bytes: Buffer,
  file: string,
  reading: Pick<Reading, 'sheet' | 'wanted'>,
  readMember: ReadMember,
): Promise<ParsedTable> {
  const files = await unpackFiles(bytes, file);
  const layers: Layer[] = [];
  const strange: UnreadPart[] = [];
  for (const member of files) {
    const { name } = member;
    const extension = extname(name).toLowerCase();
    const read = readMember(Buffer.from(member.bytes), name);
    if (extension === '.shp') layers.push(shapeLayer(member, files, file));
    else if (extension === '.dbf' && companion(member, files, '.shp')) continue;
    else if (read) layers.push({ name, read });
    else if (!companions.test(name.toLowerCase()) && !pictures.test(name.toLowerCase()))
      strange.push({ name, rows: 0, reason: '压缩包里的这个文件没有读，请解压后单独导入' });
  }
  if (layers.length === 0) throw new CodedError('ARCHIVE_NOTHING', { file, names: namesOf(files) });
  const table = await readLayers(layers, reading, file);
  return { ...table, unread: [...table.unread, ...strange, ...tellPictures(files)] };
}

/** Photos beside a list are no part of it; the signs of a KML are drawn by the program that shows it. */
function tellPictures(files: readonly ArchivedFile[]): UnreadPart[] {
  const found = files.filter(({ name }) => pictures.test(name.toLowerCase()));
  if (found.length === 0 || files.some(({ name }) => /\.(kml|ovkml)$/i.test(name))) return [];
  const reason = `图片 ${found.length} 张，没有读；照片请在检查、隐患里添加`;
  return [{ name: found[0]?.name ?? '', rows: 0, reason }];
}

function shapeLayer(member: ArchivedFile, files: readonly ArchivedFile[], file: string): Layer {
  const stem = member.name.slice(0, -4);
  const part = (extension: string) => companion(member, files, extension)?.bytes ?? null;
  return {
    name: stem,
    read() {
      const records = part('.dbf');
      if (!records) throw new CodedError('ARCHIVE_PART_MISSING', { file, layer: stem, part: `${stem}.dbf` });
      const parts = { shapes: member.bytes, records, encoding: part('.cpg'), projection: part('.prj') };
      return readShapeLayer(parts, `${file}（${stem}）`);
    },
  };
}

/** The file of the same folder and name with another ending. */
function companion(
  { path }: ArchivedFile,
  files: readonly ArchivedFile[],
  extension: string,
): ArchivedFile | undefined {
  const wanted = `${path.slice(0, -4)}${extension}`.toLowerCase();
  return files.find((other) => other.path.toLowerCase() === wanted);
}

/** So many names tell what an archive holds. */
const NAMES_TOLD = 8;

function namesOf(files: readonly ArchivedFile[]): string {
  if (files.length === 0) return '没有文件';
  const names = files.slice(0, NAMES_TOLD).map(({ name }) => name);
  return `有：${names.join('、')}${files.length > NAMES_TOLD ? ` 等 ${files.length} 个文件` : ''}`;
}
