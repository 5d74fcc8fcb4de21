import type { InputOf, OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';

/** Calls a procedure of the service as a screen would. */
export type Call = <Name extends ServiceProcedureName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<OutputOf<Name>>;
