import type { Attachment } from '#shared/contract/attachments.ts';
import type { DrawnPicture } from '#shared/contract/documents.ts';
import { client } from '../../../client/client.ts';
import { handOver } from './hand-over.ts';

/** The longer side of a photo on paper, in dots. */
const PHOTO = 1400;
/** Of a photo's height, for what is stamped on it. */
const STAMP = 0.055;

/** Photos of a visit for paper: turned as they were taken, what is known of each stamped on the copy. */
export async function drawPhotos(attachments: readonly Attachment[], place: string): Promise<DrawnPicture[]> {
  const drawn: DrawnPicture[] = [];
  for (const attachment of attachments.filter(({ type }) => type.startsWith('image/'))) {
    const bytes = await client.call('attachments.read', { id: attachment.id, thumbnail: false });
    const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: attachment.type }), {
      imageOrientation: 'from-image',
    }).catch(() => null);
    if (!picture) continue;
    const scale = Math.min(1, PHOTO / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) continue;
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    stamp(pen, canvas, stampText(attachment, place));
    drawn.push({
      picture: { photo: attachment.id },
      token: await handOver(canvas.toDataURL('image/jpeg', 0.85), `${attachment.id}.jpg`),
      width: canvas.width,
      height: canvas.height,
    });
  }
  return drawn;
}

/** What a printed photo says of itself: where, when and by whom it was taken, and the head of its hash. */
function stampText(
  { takenAt, position, addedBy, hash }: Pick<Attachment, 'takenAt' | 'position' | 'addedBy' | 'hash'>,
  place: string,
): string {
  return [
    place,
    takenAt ? takenAt.replace('T', ' ') : '无拍摄时间',
    position ? `${position[0].toFixed(5)}, ${position[1].toFixed(5)}` : '无定位',
    addedBy,
    hash.slice(0, 8),
  ].join('　');
}

function stamp(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement, text: string): void {
  const band = Math.max(18, Math.round(height * STAMP));
  pen.fillStyle = 'rgb(0 0 0 / 60%)';
  pen.fillRect(0, height - band, width, band);
  pen.fillStyle = '#fff';
  pen.textBaseline = 'middle';
  pen.font = `${Math.round(band * 0.55)}px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(text, band * 0.4, height - band / 2, width - band * 0.8);
}
