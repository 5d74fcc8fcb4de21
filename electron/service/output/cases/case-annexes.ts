import { extname } from 'node:path';
import { selectPrints } from '../../db/queries/prints.ts';
import { readStored, type StoredValue } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Annex, attachmentAnnex, safeName } from './annexes.ts';
import type { CasePart } from './case-content.ts';
import type { CasePhoto } from './case-hazards.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

export function photoPart(photos: readonly CasePhoto[]): CasePart {
  const columns = [
    ['文件', 4],
    ['时间', 2],
    ['位置（WGS84）', 3],
    ['说明', 4],
  ].map(([title, share]) => ({ title: String(title), share: Number(share) }));
  const rows = photos.map((photo, i) => [
    photoName(photo, i),
    photo.takenAt?.replace('T', ' ') ?? '没有拍摄时间',
    photo.lng === null || photo.lat === null
      ? '没有位置'
      : `${photo.lng.toFixed(6)}，${photo.lat.toFixed(6)}`,
    photo.caption,
  ]);
  const notes = photos.length > 0 ? ['原件在本卷宗的“照片”文件夹里，没有改动。'] : [];
  return { title: '照片和附件', notes, table: { none: '没有照片和附件。', columns, rows } };
}

/** Which sheets show what the case is about; `none` says how to have some. */
export function sheetPart(annexes: readonly Annex[], none: string): CasePart {
  const sheets = annexes.filter(({ path }) => path.startsWith('图/'));
  return {
    title: '图',
    notes: [],
    table: {
      none,
      columns: [
        { title: '图号、图名', share: 4 },
        { title: '文件', share: 4 },
      ],
      rows: sheets.map(({ told, path }) => [told, path]),
    },
  };
}

const photoName = (photo: CasePhoto, i: number) =>
  `照片/${String(i + 1).padStart(2, '0')} ${safeName(photo.name)}`;

/** A photo under the number that its part of the case tells. Errors: ATTACHMENT_MISSING. */
export const photoAnnex = (context: Context, photo: CasePhoto, i: number): Annex =>
  attachmentAnnex(context, photo, photoName(photo, i));

/** Finished sheets that show what is asked for: the latest of each title. */
export async function sheetAnnexes(
  { db, workspace }: Context,
  isShown: (page: StoredValue<'prints.index'>[number]) => boolean,
): Promise<Annex[]> {
  const taken = new Set<string>();
  return (await selectPrints(db)).flatMap(({ state, file, number, title, fileName, index }): Annex[] => {
    if (state !== 'done' || file === null || taken.has(title)) return [];
    if (!readStored('prints.index', index).some(isShown)) return [];
    taken.add(title);
    const bytes = new Uint8Array(workspace.attachments.read(file, fileName));
    return [
      {
        path: `图/${safeName(number)} ${safeName(title)}${extname(file)}`,
        bytes,
        told: `${number} ${title}`,
      },
    ];
  });
}
