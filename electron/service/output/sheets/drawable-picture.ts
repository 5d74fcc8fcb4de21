import { CodedError } from '#shared/contract/errors.ts';
import { MOST_DRAWN_PIXELS, pictureSize } from '#shared/pictures/picture-size.ts';

/**
 * Bytes of a picture that may be decoded here: of a known kind, and measured by its header first. Errors:
 * PICTURE_TOO_LARGE. Throws where it is of no known kind.
 */
export function drawablePicture(bytes: Buffer): Buffer {
  const size = pictureSize(bytes);
  if (!size) throw new Error('these bytes are no picture that is drawn');
  const millions = (pixels: number) => Math.round(pixels / 1_000_000);
  const pixels = size.width * size.height;
  if (pixels <= MOST_DRAWN_PIXELS) return bytes;
  throw new CodedError('PICTURE_TOO_LARGE', {
    name: '图幅里的图片',
    megapixels: millions(pixels),
    most: millions(MOST_DRAWN_PIXELS),
  });
}
