import { DOOR_KEY } from '#shared/contract/door-key.ts';

/** Asks the loopback door with this page's key; the cookie alone, which goes to every port, opens nothing. */
export async function fetchFromDoor(path: string, request: RequestInit = {}): Promise<Response> {
  const key = localStorage.getItem(DOOR_KEY) ?? '';
  return await fetch(path, { ...request, headers: { ...request.headers, Authorization: `Bearer ${key}` } });
}
