import type { MiddlewareHandler } from 'hono';
import { contentPolicy } from '#shared/contract/content-policy.ts';

const YEAR_S = 31_536_000;
const TRANSPORT = `max-age=${YEAR_S}`;

/** What stands in each answer of an office's door, whatever it says. */
export const withHeaders: MiddlewareHandler = async (context, next) => {
  const tell = () => {
    context.header('Strict-Transport-Security', TRANSPORT);
    context.header('Content-Security-Policy', contentPolicy);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    context.header('Cache-Control', 'no-store');
  };
  // Told beforehand they are part of the answer as it is made; put into one that is made they cost it half its time.
  tell();
  await next();
  if (context.res.headers.get('Strict-Transport-Security') !== TRANSPORT) tell();
  const isAsset = context.req.path.startsWith('/assets/') && context.res.status === 200;
  if (isAsset) context.header('Cache-Control', 'private, max-age=31536000, immutable');
};

/** Where a file of the pages of an office lies in their folder. */
export function inOffice(path: string): string {
  return path.replace(/^\/office/, '');
}
