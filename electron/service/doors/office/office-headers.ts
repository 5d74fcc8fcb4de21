import type { ServerResponse } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { contentPolicy } from '#shared/contract/content-policy.ts';

const YEAR_S = 31_536_000;
/** What stands in each answer of an office's door, whatever it says. */
const headers = new Map([
  ['Strict-Transport-Security', `max-age=${YEAR_S}`],
  ['Content-Security-Policy', contentPolicy],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
]);

/** Begins each answer of a server with them: told to the framework, they took a tenth of what an answer costs. */
export function tellHeaders(_: unknown, response: ServerResponse): void {
  response.setHeaders(headers);
}

/** Parts of the pages have another name in each version, so a browser keeps them. */
export const keepAssets: MiddlewareHandler = async (context, next) => {
  await next();
  if (context.req.path.startsWith('/assets/') && context.res.status === 200)
    context.header('Cache-Control', 'private, max-age=31536000, immutable');
};

/** Where a file of the pages of an office lies in their folder. */
export function inOffice(path: string): string {
  return path.replace(/^\/office/, '');
}
