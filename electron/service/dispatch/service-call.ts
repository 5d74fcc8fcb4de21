import type { EventMessage } from '#shared/contract/envelope.ts';
import type { MeanwhileSides } from '#shared/contract/meanwhile.ts';
import type { Scope } from '#shared/office/scope.ts';
import type { OpenOptions } from '../db/engine/open.ts';
import type { Caller } from '../platform/caller.ts';
import type { AttachedDistricts } from '../workspace/context.ts';

/** One call, as every way in hands it over. */
export interface ServiceCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly signal: AbortSignal;
  /** The input that says what the form was opened with; see the envelope. */
  readonly was?: unknown;
  readonly sides?: MeanwhileSides | undefined;
  /** A command that comes again with it is answered as the first time, and carried out once. */
  readonly once?: string | undefined;
  /** Who calls; without it somebody at this machine. */
  readonly caller?: Caller;
}

/** Hears what happens, and of the progress of its own session's calls. */
export interface Listener {
  readonly session: string;
  readonly tell: (event: EventMessage) => void;
  /** Whose rows the session sees at this moment; null, or without it, whoever may see everything. */
  readonly scope?: (() => Scope | null) | undefined;
}

/** How a service opens workspaces, and what it is attached to. */
export interface ServiceOptions extends Pick<OpenOptions, 'patience' | 'keeper'> {
  /** The reporting database above districts. */
  readonly districts?: AttachedDistricts | undefined;
}
