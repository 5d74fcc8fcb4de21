/** Where fields stand in the central directory of a zip (APPNOTE 4.3.12), and in the header of each file (4.3.7). */
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;

const names = [
  '../../evil.txt',
  '/etc/passwd',
  'C:\\evil.txt',
  '__proto__',
  'packet.json',
  'con',
  '',
  '\u0000',
];
const sizes = [0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff];

/** A zip whose directory lies: of sizes, places, names, methods and numbers of its files. */
export function mutateZip(bytes: Uint8Array, random: () => number): Uint8Array {
  const zip = Buffer.from(bytes);
  const pick = (limit: number) => Math.floor(random() * limit);
  const heads = (signature: number) => {
    const mark = Buffer.alloc(4);
    mark.writeUInt32LE(signature);
    const found: number[] = [];
    for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 4)) found.push(at);
    return found;
  };
  const central = heads(CENTRAL);
  const local = heads(LOCAL);
  const [end = 0] = heads(END).slice(-1);
  for (let n = 1 + pick(3); n > 0; n--) {
    const at = central[pick(central.length)] ?? 0;
    const other = local[pick(local.length)] ?? 0;
    const size = sizes[pick(sizes.length)] ?? 0;
    switch (pick(10)) {
      case 0:
        zip.writeUInt32LE(size, at + 24);
        break;
      case 1:
        zip.writeUInt32LE(size, at + 20);
        break;
      case 2:
        zip.writeUInt32LE(random() < 0.5 ? size : other, at + 42);
        break;
      case 3:
        zip.writeUInt16LE(pick(100), at + 10);
        break;
      case 4:
        zip.writeUInt16LE(pick(2 ** 16), at + 8);
        break;
      case 5:
        rename(zip, at + 46, zip.readUInt16LE(at + 28), names[pick(names.length)] ?? '');
        break;
      case 6:
        rename(zip, other + 30, zip.readUInt16LE(other + 26), names[pick(names.length)] ?? '');
        break;
      case 7:
        zip.writeUInt32LE(size, other + (random() < 0.5 ? 18 : 22));
        break;
      case 8:
        zip.writeUInt16LE(pick(2 ** 16), end + 10);
        break;
      default:
        zip.writeUInt32LE(random() < 0.5 ? size : at, end + 16);
    }
  }
  return new Uint8Array(zip);
}

/** Another name in the room of one. */
function rename(zip: Buffer, at: number, length: number, name: string): void {
  zip.write(name.padEnd(length, 'x').slice(0, length), at, 'latin1');
}
