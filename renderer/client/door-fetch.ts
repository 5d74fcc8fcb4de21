import { DOOR_KEY } from '#shared/contract/door-key.ts';
import { CodedError } from '#shared/contract/errors.ts';

/**
 * Asks the loopback door with this page's key; the cookie alone, which goes to every port, opens nothing. Errors:
 * CONNECTION_LOST, in words instead of the browser's own.
 */
export async function fetchFromDoor(path: string, request: RequestInit = {}): Promise<Response> {
  const key = localStorage.getItem(DOOR_KEY) ?? '';
  const headers = { ...request.headers, Authorization: `Bearer ${key}` };
  return await orLost(fetch(path, { ...request, headers }));
}

/** What comes over the network; a connection that breaks is told in words. Errors: CONNECTION_LOST. */
export async function orLost<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    // The browser tells a broken connection as an error of types, in English.
    if (error instanceof TypeError) throw new CodedError('CONNECTION_LOST');
    throw error;
  }
}
