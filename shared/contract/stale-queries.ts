import type { Area } from './areas.ts';
import { contract, type KeptQueryName } from './contract.ts';
import type { Procedure } from './procedure.ts';

const procedures: Readonly<Record<string, Procedure>> = contract;

function isKept(name: string): name is KeptQueryName {
  return Object.hasOwn(procedures, name) && procedures[name]?.reads !== undefined;
}

const keptQueries = Object.keys(procedures).filter(isKept);

/** The queries whose answers pages keep and that rest on one of some areas. */
export function queriesResting(on: readonly Area[]): KeptQueryName[] {
  return keptQueries.filter((name) => {
    const { reads }: { readonly reads: readonly Area[] } = contract[name];
    return reads.some((area) => on.includes(area));
  });
}
