import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

/** What is waited for of the system's browser, on this machine alone. */
interface Return {
  /** What the server is told of this program. */
  readonly asked: { readonly port: string; readonly state: string; readonly challenge: string };
  /** Proves to the server that this program began. It never leaves in an address. */
  readonly verifier: string;
  /** The code that the browser brings. */
  readonly code: Promise<string>;
  close(): void;
}

const LOOPBACK = '127.0.0.1';
const SILENCE_MS = 10_000;
const THANKS = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>学安图</title>
<p>登录好了。请回到学安图，这一页可以关上。</p></html>`;

/**
 * Waits on this machine for the system's browser to come back from signing in (RFC 8252): at a port that nobody knows
 * beforehand, for the one address that has this errand's state.
 */
export async function awaitReturn(): Promise<Return> {
  const [state, verifier] = [secret(), secret()];
  let tell: (code: string) => void = () => undefined;
  const code = new Promise<string>((resolve) => (tell = resolve));
  const server = createServer(
    { headersTimeout: SILENCE_MS, requestTimeout: SILENCE_MS },
    (request, response) => {
      const brought = codeOf(request, state);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.setHeader('Content-Security-Policy', "default-src 'none'");
      response.setHeader('Cache-Control', 'no-store');
      response.writeHead(brought === null ? 404 : 200).end(brought === null ? '' : THANKS);
      if (brought !== null) tell(brought);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  const address = server.address();
  const port = String(address !== null && typeof address === 'object' ? address.port : 0);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { asked: { port, state, challenge }, verifier, code, close: () => void server.close() };
}

/** The code of a request that is the awaited one; null for any other. */
function codeOf({ method, url, headers }: IncomingMessage, state: string): string | null {
  if (method !== 'GET' || !headers.host?.startsWith(`${LOOPBACK}:`)) return null;
  const { pathname, searchParams } = new URL(url ?? '/', `http://${LOOPBACK}`);
  if (pathname !== '/back' || searchParams.get('state') !== state) return null;
  return searchParams.get('code');
}

const secret = () => randomBytes(32).toString('base64url');
