import { z } from 'zod';
import { isStoredName } from '#shared/attachments/stored-file.ts';
import { DATABASE_FILE } from '../../db/engine/file-names.ts';

/** The first entry of a backup: what it is of, and every file that follows, in order. */
export const backupManifestSchema = z.object({
  format: z.literal('xueantu-backup'),
  version: z.literal(1),
  schema: z.number().int().min(1),
  name: z.string().max(200),
  pack: z.string().max(100),
  madeAt: z.string().max(40),
  madeBy: z.string().max(100),
  files: z
    .array(
      z.object({
        path: z.string().refine(isBackupPath, { error: '文件名不合规范' }),
        size: z.number().int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(2_000_000),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

export const MANIFEST = 'manifest.json';

/** What may lie in a backup: the database, attachments by their hash, base maps by their names; nothing else, nowhere else. */
export function isBackupPath(path: string): boolean {
  if (path === DATABASE_FILE) return true;
  const [, stored] = /^attachments\/(.+)$/.exec(path) ?? [];
  if (stored !== undefined) return isStoredName(stored);
  const [, name] = /^basemaps\/([^/\\:*?"<>|]{1,200})$/.exec(path) ?? [];
  return name !== undefined && !name.startsWith('.') && !/\p{Cc}/u.test(name);
}
