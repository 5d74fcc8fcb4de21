import { z } from 'zod';
import { nothing } from './common.ts';
import { command, exporting, query, request } from './procedure.ts';

export const automaticSchema = z.object({
  name: z.string(),
  /** Made each day that the workspace is used, before an upgrade, or before another backup took its place. */
  kind: z.enum(['daily', 'upgrade', 'restore']),
  day: z.string(),
  size: z.number(),
});
export type AutomaticBackup = z.infer<typeof automaticSchema>;

export const backupPasswordSchema = z.string().min(8, { error: '密码至少 8 个字符' }).max(200).nullable();

/** How the second copy of the workspace stands, that is kept elsewhere seconds behind it. */
const secondCopySchema = z.object({
  /** The folder that the office named; null where there is no second copy. */
  place: z.string().nullable(),
  /** When the copy was last like the workspace. */
  at: z.iso.datetime().nullable(),
  /** Whether something was changed since. */
  waits: z.boolean(),
  /** Why it is not kept up, in words; null where it is. */
  trouble: z.string().nullable(),
  /** From when on the workspace can be had again as it was. */
  since: z.iso.datetime().nullable(),
  /** Both lie on one disk, and would be lost with it. */
  isOnSameDisk: z.boolean(),
});
export type SecondCopyState = z.infer<typeof secondCopySchema>;

/** The folder for a second copy: chosen on the desktop, or named by its path. */
const placeSchema = z.union([
  z.object({ token: z.string().max(100) }),
  z.object({ path: z.string().min(1).max(1000) }),
]);

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
  'backups.second': query(nothing, secondCopySchema, { reads: ['backups'] }),
  /**
   * Names the folder for the second copy on this machine; null ends it, and what was copied stays. Errors:
   * COPY_PLACE_GONE, COPY_INSIDE, COPY_FULL.
   */
  'backups.chooseSecond': request(z.object({ place: placeSchema.nullable() }), secondCopySchema, {
    changes: ['backups'],
  }),
  /**
   * Hands over a backup that lies in the workspace's own folder, for a door that lets files be fetched by a token: only
   * one with a password leaves the machine. Errors: BACKUP_GONE, BACKUP_OPEN.
   */
  'backups.fetch': exporting(
    '下载备份',
    z.object({ file: z.string().max(300) }),
    z.object({ token: z.string(), name: z.string(), size: z.number() }),
  ),
  /** Notes in the trail who took a backup. */
  'backups.note': command(
    z.object({ file: z.string().max(300), size: z.number(), sealed: z.boolean() }),
    nothing,
    { changes: ['taken'] },
  ),
};
