import { DOOR_KEY } from '#shared/contract/door-key.ts';
import type { DoorSession } from './door-sessions.ts';

/** The page that a ticket is answered with: it keeps the key where only pages of this port can read it, and goes on. */
export function entryPage({ key }: DoorSession, nonce: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>学安图</title><script nonce="${nonce}">localStorage.setItem('${DOOR_KEY}', '${key}'); location.replace('/');</script></html>`;
}

/** A file for a browser that goes on to an address: what opens it is told the name of the file and no secret. */
export function openingPage(address: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>学安图</title><meta http-equiv="refresh" content="0;url=${address}"></html>`;
}
