import type { ReactNode } from 'react';
import type { ProcedureName } from '#shared/contract/contract.ts';
import { useMayCall } from '../client/use-may.ts';

/**
 * What leads to a procedure, shown to those whose roles may call it and, once these are known, to nobody else. It names
 * the procedure and not the capability, so that what a procedure needs stands in one place.
 */
export function Permitted({
  to,
  otherwise = null,
  children,
}: {
  to: ProcedureName;
  /** What others are shown. */
  otherwise?: ReactNode;
  children: ReactNode;
}) {
  return useMayCall()(to) ? children : otherwise;
}
