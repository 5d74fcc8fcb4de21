/** How the bytes of a kind of file begin: these bytes at this place. */
interface Beginning {
  readonly at: number;
  readonly bytes: readonly number[];
}

/** A kind of file that a workspace keeps in its attachments folder. */
interface FileKind {
  /** Its media type. */
  readonly type: string;
  /** Its content begins as one of these; empty where any content is of this kind. */
  readonly beginnings: readonly Beginning[];
}

const start = (...bytes: number[]): Beginning => ({ at: 0, bytes });
const latin = (at: number, text: string): Beginning => ({
  at,
  bytes: Array.from(text, (letter) => letter.charCodeAt(0)),
});

const jpeg: FileKind = { type: 'image/jpeg', beginnings: [start(0xff, 0xd8, 0xff)] };
const zipped = [latin(0, 'PK')];
/** The first box of a film or a sound in MP4: its length, then its name. */
const boxes = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide'].map((name) => latin(4, name));
/** A sound in MP3 begins with its titles, or at once with a frame. */
const frames = [0xe2, 0xe3, 0xf2, 0xf3, 0xfa, 0xfb].map((second) => start(0xff, second));

/** What is kept, by the ending of its name. */
const fileKinds = {
  '.jpg': jpeg,
  '.jpeg': jpeg,
  '.png': { type: 'image/png', beginnings: [start(0x89, 0x50, 0x4e, 0x47)] },
  '.webp': { type: 'image/webp', beginnings: [latin(8, 'WEBP')] },
  '.pdf': { type: 'application/pdf', beginnings: [latin(0, '%PDF')] },
  '.docx': {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    beginnings: zipped,
  },
  '.xlsx': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    beginnings: zipped,
  },
  '.mp4': { type: 'video/mp4', beginnings: boxes },
  '.mp3': { type: 'audio/mpeg', beginnings: [latin(0, 'ID3'), ...frames] },
  '.m4a': { type: 'audio/mp4', beginnings: boxes },
  '.txt': { type: 'text/plain', beginnings: [] },
  // Made by the program itself: sheets as pictures, and several files in one.
  '.svg': { type: 'image/svg+xml', beginnings: [latin(0, '<')] },
  '.zip': { type: 'application/zip', beginnings: zipped },
} as const satisfies Record<string, FileKind>;

/** An ending of a name, with its dot, of which files are kept. */
export type StoredEnding = keyof typeof fileKinds;

/** Those that only the program makes: nobody adds such a file as evidence. */
const madeHere: readonly StoredEnding[] = ['.svg', '.zip'];

/** The ending of a file's name, in small letters; null where no such file is kept. */
export function storedEndingOf(name: string): StoredEnding | null {
  const ending = /\.[a-z0-9]+$/.exec(name.toLowerCase())?.[0] ?? '';
  return isStoredEnding(ending) ? ending : null;
}

/** The same of a file that somebody adds as evidence. */
export function evidenceEndingOf(name: string): StoredEnding | null {
  const ending = storedEndingOf(name);
  return ending !== null && madeHere.includes(ending) ? null : ending;
}

/**
 * Whether a name is one of the attachments folder: the SHA-256 of the content in hexadecimal, and a known ending. No
 * other name is ever joined to that folder.
 */
export function isStoredName(name: string): boolean {
  const [, ending = ''] = /^[0-9a-f]{64}(\.[a-z0-9]+)$/.exec(name) ?? [];
  return isStoredEnding(ending);
}

/** The media type of files with an ending. */
export function mediaTypeOf(ending: StoredEnding): string {
  return fileKinds[ending].type;
}

/** The ending of a picture by its content; null where it is no picture that is kept. */
export function pictureEndingOf(bytes: Uint8Array): StoredEnding | null {
  return (['.jpg', '.png', '.webp'] as const).find((ending) => beginsAs(bytes, ending)) ?? null;
}

/** Whether content begins as files with that ending do. */
export function beginsAs(bytes: Uint8Array, ending: StoredEnding): boolean {
  const { beginnings }: FileKind = fileKinds[ending];
  const holds = ({ at, bytes: wanted }: Beginning) => wanted.every((byte, i) => bytes[at + i] === byte);
  return beginnings.length === 0 || beginnings.some(holds);
}

function isStoredEnding(ending: string): ending is StoredEnding {
  return Object.hasOwn(fileKinds, ending);
}
