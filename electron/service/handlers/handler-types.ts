import type {
  OutputOf,
  ParsedInputOf,
  ServiceProcedureName,
  serviceContract,
} from '#shared/contract/contract.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';

type ContextOf<Name extends ServiceProcedureName> = (typeof serviceContract)[Name]['kind'] extends 'command'
  ? CommandContext
  : QueryContext;

/** One handler for each procedure of the contract, typed from it. */
export type Handlers = {
  readonly [Name in ServiceProcedureName]: (
    context: ContextOf<Name>,
    input: ParsedInputOf<Name>,
  ) => Promise<OutputOf<Name>>;
};

/** The handlers of one area, by the prefix of their names. */
export type HandlersOf<Prefix extends string> = {
  readonly [Name in ServiceProcedureName as Name extends `${Prefix}.${string}`
    ? Name
    : never]: Handlers[Name];
};
