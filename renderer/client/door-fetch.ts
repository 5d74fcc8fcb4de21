import { DOOR_KEY } from '#shared/contract/door-key.ts';
import { CodedError } from '#shared/contract/errors.ts';

/** A door that is asked too much says when to come again: so long a page waits, and so often. */
const LONGEST_WAIT_S = 10;
const MOST_TRIES = 4;

/** A request with the key of its page. */
type Keyed = RequestInit & { readonly headers: Readonly<Record<string, string>> };

/**
 * Asks the loopback door with this page's key; the cookie alone, which goes to every port, opens nothing. Errors:
 * CONNECTION_LOST, in words instead of the browser's own.
 */
export async function fetchFromDoor(
  path: string,
  request: RequestInit = {},
  send: (path: string, request: Keyed) => Promise<Response> = fetch,
): Promise<Response> {
  const key = localStorage.getItem(DOOR_KEY) ?? '';
  const headers = { ...Object.fromEntries(new Headers(request.headers)), Authorization: `Bearer ${key}` };
  for (let tries = 1; ; tries += 1) {
    const response = await orLost(send(path, { ...request, headers }));
    // The door of an office says where one signs in again; drafts are kept.
    const signIn = response.status === 401 ? response.headers.get('X-Sign-In') : null;
    if (signIn !== null) location.assign(signIn);
    // The door of an office that upgrades its workspaces carries nothing out, and says since when it does.
    const upgrading = response.headers.get('X-Upgrading');
    if (upgrading !== null) throw new CodedError('CONNECTION_LOST', { upgrading });
    const wait = response.status === 429 ? Number(response.headers.get('Retry-After')) : 0;
    if (!(wait > 0 && wait <= LONGEST_WAIT_S) || tries === MOST_TRIES) return response;
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
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
