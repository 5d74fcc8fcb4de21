import { CodedError } from '#shared/contract/errors.ts';
import { inspectDatabase } from '../../db/engine/integrity.ts';

/** A copy that is not whole is no backup. Errors: BACKUP_FAILED. */
export async function refuseDamaged(copy: string): Promise<void> {
  const { integrity } = await inspectDatabase(copy);
  if (integrity !== 'ok')
    throw new CodedError('BACKUP_FAILED', { reason: `数据库有损坏：${integrity.slice(0, 200)}` });
}
