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

/**
 * What is shown in a browser by which somebody signs in for a desktop program. It waits for a click: a link that somebody
 * else sent must not sign anybody in by itself.
 */
export function handedPage(person: string, to: string): string {
  return doorPage({
    title: '登录',
    body: `<h1>单位账号已确认</h1>
<p>${escaped(person)}，你刚才在这台电脑的桌面程序里点了登录，就点这里继续；没有点过，请关上这一页。</p>
<p><a class="other" href="${escaped(to)}">回到桌面程序</a></p>`,
  });
}

/** What is shown to somebody who comes back and is not let in. */
export function refusedPage({ message }: CodedError): string {
  return doorPage({
    title: '登录',
    body: `<h1>没有登录</h1>
<p class="fault" role="alert">${escaped(message)}</p>
<p><a href="/sign-in">回到登录页</a></p>`,
  });
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
