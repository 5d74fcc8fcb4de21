import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lookAtEvidence, nameWithEnding } from '#shared/attachments/look-at-evidence.ts';
import { givenData } from '../support/given-data.ts';

const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
const png = Buffer.from('89504e470d0a1a0a', 'hex');
const webp = Buffer.from('RIFF\x20\x00\x00\x00WEBPVP8 ', 'latin1');
const sound = Buffer.from('RIFF\x20\x00\x00\x00WAVEfmt ', 'latin1');
const pdf = Buffer.from('%PDF-1.7');

/** What a file is kept as, or why it is not. */
function kept(name: string, bytes: Uint8Array): string {
  const { ending, fault } = lookAtEvidence(name, bytes);
  return ending === null ? fault : nameWithEnding(name, ending);
}

it('a picture is kept as what it is, whatever its name ends with', () => {
  expect([kept('a.jpg', jpeg), kept('a.JPEG', jpeg), kept('a.png', png)]).toEqual([
    'a.jpg',
    'a.JPEG',
    'a.png',
  ]);
  expect([kept('微信图片.jpg', webp), kept('截图.jpg', png), kept('b.png', jpeg)]).toEqual([
    '微信图片.webp',
    '截图.png',
    'b.jpg',
  ]);
  expect([kept('mmexport1700000000', jpeg), kept('扫描.pdf', png)]).toEqual([
    'mmexport1700000000.jpg',
    '扫描.png',
  ]);
});

it('what is no picture has to be what its name says', () => {
  expect(kept('扫描.pdf', pdf)).toBe('扫描.pdf');
  for (const [name, bytes] of [
    ['a.jpg', pdf],
    ['a.webp', sound],
    ['a.jpg', sound],
    ['程序.exe', png],
    ['页面.html', jpeg],
    ['a.docx', pdf],
    ['无名', pdf],
  ] as const)
    expect([name, kept(name, bytes)]).toEqual([name, 'ATTACHMENT_KIND']);
});

const cases = givenData('..', 'cases', 'map', 'files');
it.skipIf(!existsSync(cases))('the pictures that were refused are kept', () => {
  const of = (name: string) => kept(name, readFileSync(`${cases}/${name}`));
  expect([of('png-named.jpg'), of('webp-named.jpg')]).toEqual(['png-named.png', 'webp-named.webp']);
});
