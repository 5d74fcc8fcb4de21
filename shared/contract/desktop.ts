import type { Failure, RequestMessage, ServiceMessage } from './envelope.ts';

/** What the desktop's main process may ask of the service beyond what a page may. */
export type ControlRequest =
  | { readonly name: 'open'; readonly directory: string }
  | { readonly name: 'openDemonstration'; readonly directory: string }
  | { readonly name: 'create'; readonly directory: string; readonly title: string; readonly pack: string }
  | { readonly name: 'openPacket'; readonly path: string; readonly directory: string }
  | { readonly name: 'registerFile'; readonly path: string }
  /** Whether a backup asks for a password: `sealed`, or an empty text. */
  | { readonly name: 'inspectBackup'; readonly path: string }
  /** Makes a workspace of a backup and opens it; answers where the former content of the folder was moved. */
  | {
      readonly name: 'restoreBackup';
      readonly token: string;
      readonly directory: string;
      readonly password: string | null;
    }
  /** Makes a workspace of a second copy, as it was at a minute of China's clock or last, and opens it. */
  | {
      readonly name: 'restoreCopy';
      readonly token: string;
      readonly directory: string;
      readonly minute: string | null;
    }
  | { readonly name: 'close' };

/** The answer to a request: its text, which may be empty, or why it failed. */
export type ControlAnswer = { readonly ok: string } | { readonly error: Failure };

/** Processes of their own that read files of other programs, by the names of their bundles. */
export type ReaderName = 'mbtiles-process' | 'list-process' | 'database-process';

/** A reader is started by main for the service, which talks with it over the port that comes along with `readerStarted`. */
export type ToService =
  | { readonly kind: 'page'; readonly message: RequestMessage }
  | { readonly kind: 'control'; readonly id: number; readonly request: ControlRequest }
  | { readonly kind: 'readerStarted'; readonly id: number }
  | { readonly kind: 'readerEnded'; readonly id: number; readonly code: number | null };

export type FromService =
  | { readonly kind: 'page'; readonly message: ServiceMessage }
  | { readonly kind: 'control'; readonly id: number; readonly answer: ControlAnswer }
  /** `mostMemory` is that of its own heap, MiB. */
  | {
      readonly kind: 'startReader';
      readonly id: number;
      readonly name: ReaderName;
      readonly mostMemory: number;
    }
  | { readonly kind: 'killReader'; readonly id: number };
