import type { DataService } from '#service/dispatch/service.ts';
import type { Call } from '../../electron/demo/call.ts';

export type { Call };

/** Calls a service as its doors do, with inputs and answers of the contract's types. */
export function callsTo(service: DataService): Call {
  // The service holds its answer to the contract; the type of what it returns is wider.
  return async (name, input) =>
    (await service.call({ id: name, name, input, signal: new AbortController().signal })) as never;
}
