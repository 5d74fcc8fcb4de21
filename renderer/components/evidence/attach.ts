import type { AttachedTo } from '#shared/contract/attachments.ts';
import { hasAtMost, MOST_PHOTO_PIXELS } from '#shared/pictures/picture-size.ts';
import { client } from '../../client/client.ts';

/** Longer side of a thumbnail in pixels. */
const THUMBNAIL = 360;

/** Attaches a file with a thumbnail where it is a picture; what does not fit the visit, in words. Errors: those of `attachments.add`. */
export async function attach(file: File, of: AttachedTo): Promise<readonly string[]> {
  const { token } = await client.put(file);
  const small = await thumbnailOf(file);
  const thumbnail = small && (await client.put(small)).token;
  const { doubts } = await client.call('attachments.add', { token, thumbnail, of, caption: '' });
  return doubts;
}

/** A small JPEG of a picture, turned as its record says; null for what this page cannot draw. */
async function thumbnailOf(file: File): Promise<File | null> {
  if (!file.type.startsWith('image/')) return null;
  try {
    // Measured before it is decoded: the service refuses a larger one in words.
    if (!hasAtMost(new Uint8Array(await file.arrayBuffer()), MOST_PHOTO_PIXELS)) return null;
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, THUMBNAIL / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) return null;
    // JPEG has no transparency: without a white ground, transparent parts become black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
    return blob && new File([blob], `${file.name}.jpg`, { type: 'image/jpeg' });
  } catch {
    return null;
  }
}
