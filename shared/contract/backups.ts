import { z } from 'zod';
import { nothing } from './common.ts';
import { command, query, request } from './procedure.ts';

export const automaticSchema = z.object({
  name: z.string(),
  /** Made each day that the workspace is used, before an upgrade, or before another backup took its place. */
  kind: z.enum(['daily', 'upgrade', 'restore']),
  day: z.string(),
  size: z.number(),
});
export type AutomaticBackup = z.infer<typeof automaticSchema>;

export const backupPasswordSchema = z.string().min(8, { error: '密码至少 8 个字符' }).max(200).nullable();

export const backupsProcedures = {
  /** Automatic backups beside the workspace, the latest first. */
  'backups.list': query(nothing, z.array(automaticSchema), { reads: ['backups'] }),
  /**
   * Writes the whole workspace into one file, checks it by reading it back. `token` names a place that a person
   * chose; null puts it into the workspace's own folder of backups. A long job with progress. Errors:
   * BACKUP_FAILED, DISK_WRITE, FILE_TOKEN_UNKNOWN, CANCELLED.
   */
  'backups.make': request(
    z.object({
      token: z.string().nullable(),
      password: backupPasswordSchema,
      basemaps: z.boolean().default(true),
    }),
    z.object({ file: z.string(), size: z.number(), files: z.number(), altered: z.array(z.string()) }),
  ),
  /**
   * Puts an automatic backup in the place of the database, which is kept as a backup itself; attachments that
   * are gone come back with it. Errors: BACKUP_UNKNOWN, BACKUP_DAMAGED, DISK_WRITE.
   */
  'backups.restoreAutomatic': request(z.object({ name: z.string().max(200) }), nothing),
  /** Notes in the trail who took a backup. */
  'backups.note': command(
    z.object({ file: z.string().max(300), size: z.number(), sealed: z.boolean() }),
    nothing,
    { changes: ['taken'] },
  ),
};
