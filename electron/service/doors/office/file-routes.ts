import { createReadStream } from 'node:fs';
import type { Context } from 'hono';
import { type ChosenFile, type SessionFiles, sizeOf } from '../../platform/file-tokens.ts';
import { webStreamOf } from '../../upkeep/backups/web-streams.ts';
import { keyOf, type Visitor } from './house.ts';

/** Sends a file that the service laid ready for this session, as it is on the disk: none is held in memory whole. */
export function sendFile(context: Context, visitor: Visitor): Response {
  const { files } = visitor.room.service;
  const file = findFile(files.of(keyOf(visitor)), context.req.param('token') ?? '');
  if (file === null) return context.text('这个文件已经不能下载，请重新操作', 404);
  return context.body(webStreamOf(createReadStream(file.path)), 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(sizeOf(file)),
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
}

/** Null for what this session was not given. */
function findFile(files: SessionFiles, token: string): ChosenFile | null {
  try {
    return files.resolve(token);
  } catch {
    return null;
  }
}
