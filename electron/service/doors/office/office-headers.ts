import type { MiddlewareHandler } from 'hono';
import { contentPolicy } from '#shared/contract/content-policy.ts';

const YEAR_S = 31_536_000;

/** What stands in each answer of an office's door, whatever it says. */
export const withHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Strict-Transport-Security', `max-age=${YEAR_S}`);
  context.header('Content-Security-Policy', contentPolicy);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  const isAsset = context.req.path.startsWith('/assets/') && context.res.status === 200;
  context.header('Cache-Control', isAsset ? 'private, max-age=31536000, immutable' : 'no-store');
};

/** Where a file of the pages of an office lies in their folder. */
export function inOffice(path: string): string {
  return path.replace(/^\/office/, '');
}
