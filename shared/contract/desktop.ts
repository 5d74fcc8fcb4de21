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
  | { readonly name: 'close' };

/** The answer to a request: its text, which may be empty, or why it failed. */
export type ControlAnswer = { readonly ok: string } | { readonly error: Failure };

export type ToService =
  | { readonly kind: 'page'; readonly message: RequestMessage }
  | { readonly kind: 'control'; readonly id: number; readonly request: ControlRequest };

export type FromService =
  | { readonly kind: 'page'; readonly message: ServiceMessage }
  | { readonly kind: 'control'; readonly id: number; readonly answer: ControlAnswer };
