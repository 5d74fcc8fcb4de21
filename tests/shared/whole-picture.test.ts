import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { isWholePicture } from '#shared/pictures/whole-picture.ts';

function drawn(): Record<'jpeg' | 'png' | 'webp', Buffer> {
  const canvas = createCanvas(160, 120);
  const pen = canvas.getContext('2d');
  for (let i = 0; i < 200; i++) {
    pen.fillStyle = `rgb(${(i * 37) % 256} ${(i * 71) % 256} ${(i * 13) % 256})`;
    pen.fillRect((i * 31) % 160, (i * 17) % 120, 23, 11);
  }
  return {
    jpeg: canvas.toBuffer('image/jpeg'),
    png: canvas.toBuffer('image/png'),
    webp: canvas.toBuffer('image/webp'),
  };
}

describe('a picture', () => {
  const pictures = drawn();
  it.each(['jpeg', 'png', 'webp'] as const)(
    'as %s is whole to its end, and not when it was cut off',
    (kind) => {
      const bytes = pictures[kind];
      expect(isWholePicture(bytes)).toBe(true);
      for (const share of [0.02, 0.3, 0.7, 0.99])
        expect(isWholePicture(bytes.subarray(0, Math.floor(bytes.length * share))), String(share)).toBe(
          false,
        );
    },
  );

  it('with a small picture in its head, and with a film behind it, is told by its own end', () => {
    const { jpeg } = pictures;
    const small = Buffer.concat([Buffer.from([0xff, 0xe1]), lengthOf(jpeg.length + 2), jpeg]);
    const whole = Buffer.concat([jpeg.subarray(0, 2), small, jpeg.subarray(2)]);
    expect(isWholePicture(whole)).toBe(true);
    expect(isWholePicture(whole.subarray(0, whole.length - 40))).toBe(false);
    expect(isWholePicture(Buffer.concat([whole, Buffer.from('ftypmp42 a film')]))).toBe(true);
  });

  it('of another kind is not judged', () => {
    expect(isWholePicture(Buffer.from('%PDF-1.7'))).toBe(true);
    expect(isWholePicture(Buffer.alloc(0))).toBe(true);
  });
});

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes);
  return length;
}
