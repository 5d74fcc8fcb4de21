import type { CodedError } from '#shared/contract/errors.ts';
import { doorPage } from './door-page.ts';

/**
 * What is shown to somebody who comes back from an issuer, and goes on by itself. A redirection would still count as
 * coming from the issuer, and the browser would keep the session's cookie to itself.
 */
export function onwardPage(to: string): string {
  return doorPage({
    title: '登录',
    head: `<meta http-equiv="refresh" content="0; url=${to}">`,
    body: `<p>已登录，<a href="${to}">继续</a></p>`,
  });
}

/** What is shown to somebody who comes back and is not let in. */
export function refusedPage({ message }: CodedError): string {
  const text = message.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return doorPage({
    title: '登录',
    body: `<h1>没有登录</h1>
<p class="fault" role="alert">${text}</p>
<p><a href="/sign-in">回到登录页</a></p>`,
  });
}
