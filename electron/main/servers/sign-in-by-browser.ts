import { type BrowserWindow, dialog, shell } from 'electron';
import { z } from 'zod';
import { readUrl } from '../read-url.ts';
import { isOf } from '../security.ts';
import type { ServerAddress } from './server-address.ts';
import { awaitReturn } from './signed-in-return.ts';

const answerSchema = z.object({ fault: z.string().nullable() });

/** Whether an address of a server is the way to somebody else who says who a person is. */
export function leadsToIssuer(url: string, { origin }: ServerAddress): boolean {
  const path = isOf(url, origin) ? readUrl(url)?.pathname : undefined;
  return path !== undefined && /^\/provider\/(?!back$)[\w-]+$/.test(path);
}

/**
 * Has somebody sign in by an issuer in the system's browser, which is made for pages of anybody and knows who the person
 * is; the window of the server then goes on. `start` is an address of that server, as `leadsToIssuer` says: the only
 * kind that is ever given to another program.
 */
export async function signInByBrowser(
  window: BrowserWindow,
  address: ServerAddress,
  start: string,
): Promise<void> {
  const back = await awaitReturn();
  const over = new AbortController();
  try {
    const url = new URL(start);
    for (const [name, value] of Object.entries(back.asked)) url.searchParams.set(name, value);
    const givenUp = dialog
      .showMessageBox(window, { ...waiting(address), signal: over.signal })
      .then(() => null);
    await shell.openExternal(url.href);
    const code = await Promise.race([back.code, givenUp]);
    over.abort();
    if (code === null || window.isDestroyed()) return;
    const fault = await claim(window, address, { code, verifier: back.verifier });
    if (fault === null) await window.loadURL(`${address.origin}/`).catch(() => undefined);
    else await dialog.showMessageBox(window, { type: 'warning', message: fault, buttons: ['知道了'] });
  } finally {
    over.abort();
    back.close();
  }
}

function waiting({ origin }: ServerAddress) {
  return {
    type: 'info' as const,
    message: '请在打开的浏览器里登录',
    detail: `登录好后在那一页点“回到桌面程序”，这里会自动继续。浏览器提示证书不受信任的，先在浏览器里按 ${origin}/trust 的步骤信任本单位的证书。`,
    buttons: ['取消'],
  };
}

/** The page of the server asks it itself, so that the session is of its window; why it is refused, else null. */
async function claim(
  { webContents }: BrowserWindow,
  { origin }: ServerAddress,
  proof: { readonly code: string; readonly verifier: string },
): Promise<string | null> {
  if (!isOf(webContents.getURL(), origin)) return '这一页已经离开，请重新登录';
  const answer: unknown = await webContents.executeJavaScript(
    `fetch('/provider/handed', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: ${JSON.stringify(JSON.stringify(proof))},
    })
      .then((response) => (response.ok ? {} : response.json()))
      .then(({ error }) => ({ fault: error?.message ?? null }), () => ({ fault: '连不上服务，请检查网络后再试' }))`,
  );
  const parsed = answerSchema.safeParse(answer);
  return parsed.success ? parsed.data.fault : '登录没有完成，请重新登录';
}
