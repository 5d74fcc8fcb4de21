import { CodedError } from '#shared/contract/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import { isDiskFault } from '../db/engine/faults.ts';

/** What the caller is told of an error: always a coded one; anything unforeseen becomes INTERNAL. */
export function codedFailure(error: unknown, name: string, directory: string, log: Log): CodedError {
  if (isDiskFault(error)) {
    log.failure('disk', error, { name });
    return new CodedError('DISK_WRITE', { path: directory });
  }
  log.failure('call', error, { name });
  if (error instanceof CodedError) return error;
  if (process.env.XUEANTU_DEBUG) console.error(`${name}:`, error);
  return new CodedError('INTERNAL', { name });
}

/** Whether what is read here is older than what is kept elsewhere. */
export function isBehind(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'STORE_BEHIND';
}
