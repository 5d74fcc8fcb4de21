import { DOOR_KEY } from '#shared/contract/door-key.ts';

/** What a page that has entered sends with each call: the cookie, and the key that only pages of its port have. */
export type DoorHeaders = { readonly cookie: string; readonly authorization: string };

/** Enters a loopback door as a browser does, by an address that is good once. */
export async function enterDoor(address: string): Promise<DoorHeaders> {
  const answer = await fetch(address, { redirect: 'manual' });
  const [cookie = ''] = answer.headers.getSetCookie()[0]?.split(';') ?? [];
  const [, key = ''] = new RegExp(`'${DOOR_KEY}', '([\\w-]+)'`).exec(await answer.text()) ?? [];
  return { cookie, authorization: `Bearer ${key}` };
}
