import { strToU8 } from 'fflate';

/** Bytes flipped, cut out, doubled, moved, replaced by nasty ones: what disks, mail and people do to files. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let result: Uint8Array = Uint8Array.from(bytes);
  const pick = (limit: number) => Math.floor(random() * limit);
  for (let n = 1 + pick(6); n > 0 && result.length > 0; n--) {
    const at = pick(result.length);
    const length = 1 + pick(Math.min(64, result.length));
    const part = result.slice(at, at + length);
    const before = result.slice(0, at);
    switch (pick(6)) {
      case 0:
        result[at] = pick(256);
        break;
      case 1:
        result = joined(before, result.slice(at + length));
        break;
      case 2:
        result = joined(before, part, part, result.slice(at + length));
        break;
      case 3:
        result = before;
        break;
      case 4:
        result = joined(before, strToU8(nasty[pick(nasty.length)] ?? ''), result.slice(at));
        break;
      default:
        result = joined(part, before, result.slice(at + length));
    }
  }
  return result;
}

const nasty = [
  '"',
  '\u0000',
  '\r',
  ',,,,',
  '\uFFFD',
  '锟斤拷',
  '=cmd()',
  '\u202e',
  '😀',
  '-1e308',
  '<!--',
  ']}',
  '9'.repeat(40),
];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
