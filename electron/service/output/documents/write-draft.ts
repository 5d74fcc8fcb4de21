import { readFileSync } from 'node:fs';
import type { DrawnPicture } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { isWithheld, WITHHELD } from '#shared/forms/document-template.ts';
import { findAttachment } from '../../db/queries/attachments.ts';
import type { CommandContext } from '../../workspace/context.ts';
import type { Draft } from './draft-document.ts';
import type { FilledPicture, Filling } from './paper-blocks.ts';
import { publicFilling } from './public-edition.ts';
import { receiptBySaid } from './served-paper.ts';

/** What a person decided for one document. */
interface Decided {
  readonly issuer: string;
  readonly said: Record<string, string>;
  readonly pictures: readonly DrawnPicture[];
  readonly prepared: boolean;
  /** As it is printed; empty where the document has none. */
  readonly number: string;
}

/** What a draft is filled with. What is 涉密 or 敏感 stays out of it. Errors: DOCUMENT_ISSUER, DOCUMENT_PUBLIC, FILE_TOKEN_UNKNOWN. */
export async function fillDraft(context: CommandContext, draft: Draft, decided: Decided): Promise<Filling> {
  const { template, known, issuers } = draft;
  const { issuer, said, prepared, number } = decided;
  if (template.issuer !== 'none' && !issuers.includes(issuer))
    throw new CodedError('DOCUMENT_ISSUER', {
      name: issuer || '（未选）',
      title: template.title,
      bodies: issuers.join('、'),
    });
  const numbered = template.numbered && number ? { [template.numbered.field]: number } : {};
  // Where a person filled in a field that the workspace knows too, the person's words are used.
  const values = fillNested({
    ...known,
    发文机关: issuer,
    ...withoutEmpty(said),
    ...receiptBySaid(known, said),
    ...numbered,
  });
  for (const { field, sensitive } of template.asks)
    if (sensitive && isWithheld(field, said)) values[field] = WITHHELD;
  const { pictures, photos } = await readPictures(context, decided.pictures);
  const remark = context.workspace.demonstration ? '演示数据，不得作为依据' : '';
  const filling = { values, tables: draft.tables, pictures, photos, remark, prepared };
  return template.forPublic ? await publicFilling(context, draft, said, filling) : filling;
}

/** Pictures that the template names by a word, and photos in their order. Errors: FILE_TOKEN_UNKNOWN, ATTACHMENT_UNKNOWN. */
async function readPictures(
  { db, files }: CommandContext,
  wanted: readonly DrawnPicture[],
): Promise<{ pictures: Map<string, FilledPicture>; photos: FilledPicture[] }> {
  const pictures = new Map<string, FilledPicture>();
  const photos: FilledPicture[] = [];
  for (const { picture, token, width, height } of wanted) {
    const bytes = new Uint8Array(readFileSync(files.resolve(token).path));
    const drawn = { bytes, type: typeOfPicture(bytes), width, height };
    if (typeof picture === 'string') {
      pictures.set(picture, { ...drawn, caption: '' });
      continue;
    }
    const photo = await findAttachment(db, picture.photo);
    if (!photo) throw new CodedError('ATTACHMENT_UNKNOWN', { id: picture.photo });
    const parts = [`照片${photos.length + 1}`, photo.caption, photo.takenAt?.replace('T', ' ') ?? ''];
    photos.push({ ...drawn, caption: parts.filter(Boolean).join('　') });
  }
  return { pictures, photos };
}

/** A PNG file begins with this byte; every other picture here is a JPEG. */
const PNG_FIRST_BYTE = 0x89;

function typeOfPicture(bytes: Uint8Array): FilledPicture['type'] {
  return bytes[0] === PNG_FIRST_BYTE ? 'png' : 'jpg';
}

function withoutEmpty(said: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ''));
}

/** What a person said may name other fields: ☑于{{整改期限}}前改正. */
function fillNested(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([field, text]) => [
      field,
      text.replace(/\{\{([^{}]+)\}\}/g, (whole, other: string) =>
        other.trim() === field ? '' : (values[other.trim()] ?? whole),
      ),
    ]),
  );
}
