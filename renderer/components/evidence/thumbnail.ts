import { CodedError } from '#shared/contract/errors.ts';
import { hasAtMost, MOST_PHOTO_PIXELS } from '#shared/pictures/picture-size.ts';

/** Longer side of a thumbnail in pixels. */
const THUMBNAIL = 360;

/**
 * A small JPEG of a picture, turned as its record says; null for what is no picture, and for one that the service refuses
 * by its size. Errors: ATTACHMENT_BROKEN where this page cannot draw it.
 */
export async function thumbnailOf(file: File): Promise<File | null> {
  if (!file.type.startsWith('image/')) return null;
  // Measured before it is decoded: the service refuses a larger one in words.
  if (!hasAtMost(new Uint8Array(await file.arrayBuffer()), MOST_PHOTO_PIXELS)) return null;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new CodedError('ATTACHMENT_BROKEN', { name: file.name });
  });
  const blob = await drawSmall(picture);
  return blob && new File([blob], `${file.name}.jpg`, { type: 'image/jpeg' });
}

async function drawSmall(picture: ImageBitmap): Promise<Blob | null> {
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
  return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
}
