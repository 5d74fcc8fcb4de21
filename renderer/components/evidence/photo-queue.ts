import { useSyncExternalStore } from 'react';
import type { AttachedTo } from '#shared/contract/attachments.ts';
import type { PhotoFor } from '#shared/contract/photos.ts';
import { client } from '../../client/client.ts';
import { isLost } from '../../client/connection.ts';
import { checkFile } from './check-file.ts';
import { thumbnailOf } from './thumbnail.ts';

/** A photo or file on its way from where it was chosen to the record that it belongs to. */
export interface QueuedPhoto {
  readonly id: string;
  readonly name: string;
  readonly for: PhotoFor;
  /** The file itself, until the service keeps it. */
  readonly file: File | null;
  /** The record that it belongs to, once that is there. */
  readonly of: AttachedTo | null;
  /** Why it is not taken, in words. */
  readonly fault: string | null;
}

/** How long after a broken connection the next try is made. */
const RETRY_MS = 3000;

let photos: readonly QueuedPhoto[] = [];
let running: Promise<void> | null = null;
let retry = 0;
const doubts = new Map<string, string[]>();
const listeners = new Set<() => void>();

/** Whose photos they are, as a text. */
export function ownerKey(owner: PhotoFor): string {
  return owner.kind === 'form' ? `form ${owner.formId}` : `${owner.kind} ${owner.id}`;
}

/** Takes files that were chosen: each is looked at, then sent to the service, which keeps it until its record is there. */
export function choosePhotos(files: readonly File[], owner: PhotoFor): void {
  const chosen = files.map((file) => ({
    id: crypto.randomUUID(),
    name: file.name,
    for: owner,
    file,
    of: owner.kind === 'form' ? null : owner,
    fault: null,
  }));
  tell([...photos, ...chosen]);
  void work();
}

/** Throws a photo away that is on no record yet. */
export async function dropPhoto(id: string): Promise<void> {
  tell(photos.filter((photo) => photo.id !== id));
  await client.call('photos.discard', { id });
}

/** The form that photos were chosen for is thrown away; what the service keeps of them goes with its draft. */
export function dropPhotosOf(owner: PhotoFor): void {
  const key = ownerKey(owner);
  for (const { id } of photos.filter((photo) => ownerKey(photo.for) === key))
    dropPhoto(id).catch(() => undefined);
}

/** Reads what the service keeps: photos of forms that are open or half-written, and those whose record came meanwhile. */
export async function findWaiting(): Promise<void> {
  const waiting = await client.call('photos.waiting', {});
  const known = new Map(photos.map((photo) => [photo.id, photo]));
  for (const { id, name, for: owner, of } of waiting) {
    const photo = known.get(id);
    known.set(id, { id, name, for: owner, of, file: photo?.file ?? null, fault: photo?.fault ?? null });
  }
  tell([...known.values()]);
}

/**
 * Sends what waits, one after the other, until nothing is left or the connection breaks; then it is tried again by itself.
 * What is refused is told and hinders nothing else.
 */
export async function sendPhotos(): Promise<void> {
  await findWaiting();
  await work();
}

/** Sends the photos of one owner; how many are left, and what does not fit the visit, in words. */
export async function sendPhotosOf(owner: PhotoFor): Promise<{ left: number; doubts: readonly string[] }> {
  const key = ownerKey(owner);
  await sendPhotos().catch((error: unknown) => {
    if (!isLost(error)) throw error;
    tryLater();
  });
  const left = photos.filter((photo) => ownerKey(photo.for) === key && photo.fault === null).length;
  const told = doubts.get(key) ?? [];
  doubts.delete(key);
  return { left, doubts: told };
}

/** Photos on their way. */
export function usePhotoQueue(): readonly QueuedPhoto[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => photos,
  );
}

function work(): Promise<void> {
  running ??= sendEach().finally(() => {
    running = null;
  });
  return running;
}

async function sendEach(): Promise<void> {
  window.clearTimeout(retry);
  for (;;) {
    const next = photos.find(({ file, of, fault }) => fault === null && (file !== null || of !== null));
    if (!next) return;
    try {
      await (next.file ? keep(next, next.file) : attach(next, next.of));
    } catch (error) {
      if (isLost(error)) return tryLater();
      change(next.id, { fault: error instanceof Error ? error.message : '没有添加，请重试' });
    }
  }
}

function tryLater(): void {
  window.clearTimeout(retry);
  retry = window.setTimeout(() => void sendPhotos().catch(tryLater), RETRY_MS);
}

async function keep({ id, for: owner }: QueuedPhoto, file: File): Promise<void> {
  await checkFile(file);
  const small = await thumbnailOf(file);
  const { token } = await client.put(file);
  const thumbnail = small && (await client.put(small)).token;
  const { of } = await client.call('photos.keep', { id, token, thumbnail, for: owner });
  const queued = photos.find((photo) => photo.id === id);
  // Its form may have been sent while it was on its way: whoever asked what waits did not hear of it then.
  if (queued) change(id, { file: null, of: queued.of ?? of });
  // Or it was thrown away.
  else await client.call('photos.discard', { id });
}

async function attach({ id, for: owner }: QueuedPhoto, of: AttachedTo | null): Promise<void> {
  if (of === null) return;
  const { token, thumbnail } = await client.call('photos.take', { id });
  const added = await client.call('attachments.add', { token, thumbnail, of, caption: '' });
  await client.call('photos.discard', { id });
  const key = ownerKey(owner);
  doubts.set(key, [...(doubts.get(key) ?? []), ...added.doubts]);
  tell(photos.filter((photo) => photo.id !== id));
}

function change(id: string, to: Partial<QueuedPhoto>): void {
  tell(photos.map((photo) => (photo.id === id ? { ...photo, ...to } : photo)));
}

function tell(now: readonly QueuedPhoto[]): void {
  photos = now;
  for (const listener of listeners) listener();
}

// A page that goes away takes along what the service does not keep yet.
window.addEventListener('beforeunload', (event) => {
  if (photos.some(({ file, fault }) => file !== null && fault === null)) event.preventDefault();
});
