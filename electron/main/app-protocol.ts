import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { contentPolicy } from '#shared/contract/content-policy.ts';

const SCHEME = 'app';
export const PAGE = `${SCHEME}://xueantu/index.html`;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
};

/** Must be called before the application is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built interface and its fonts, and nothing outside their folders, under `app://`. */
export function serveApp(pages: string, fonts: string): void {
  protocol.handle(SCHEME, async (request) => {
    const wanted = decodeURIComponent(new URL(request.url).pathname);
    const folder = wanted.startsWith('/fonts/') ? fonts : pages;
    const path = normalize(join(folder, wanted));
    const type = types[extname(path)];
    if (!path.startsWith(folder + sep) || !type) return new Response('', { status: 404 });
    try {
      const body = await readFile(path);
      return new Response(new Uint8Array(body), {
        headers: {
          'Content-Type': type,
          'Content-Security-Policy': contentPolicy,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      return new Response('', { status: 404 });
    }
  });
}
