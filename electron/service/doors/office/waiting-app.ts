import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { dataDirectory } from '../../platform/data-directory.ts';
import { doorPage } from './door-page.ts';
import type { Known } from './office-app.ts';
import { inOffice, keepAssets } from './office-headers.ts';

const AGAIN_S = 5;

/** What an office answers while its workspaces are upgraded: since when, and when to come again. */
export function buildWaitingApp(since: Date): Hono<Known> {
  const at = minuteOf(since).slice(11);
  const words = `学安图正在升级（${at} 开始），一般几分钟。写下的草稿都在，升级好后自动恢复`;
  const app = new Hono<Known>();
  app.use(keepAssets);
  app.use('/office/*', serveStatic({ root: join(dataDirectory, 'office'), rewriteRequestPath: inOffice }));
  app.all('*', (context) => {
    context.header('Retry-After', String(AGAIN_S));
    if (context.req.path === '/healthz')
      return context.json({ ok: false, upgrading: { since: since.toISOString() } }, 503);
    context.header('X-Upgrading', at);
    if (!context.req.header('accept')?.includes('text/html')) return context.text(words, 503);
    return context.html(waitingPage(words), 503);
  });
  return app;
}

function waitingPage(words: string): string {
  return doorPage({
    title: '正在升级',
    head: `<meta http-equiv="refresh" content="${AGAIN_S}">`,
    body: `<h1>正在升级</h1>
<p>${words}。</p>`,
  });
}
