import type { Env, Hono } from 'hono';
import { fingerprint } from './certificates.ts';
import { doorPage } from './door-page.ts';

/** The page that tells how to trust the office's own authority, and its certificate; nothing where certificates were given. */
export function trustRoutes<E extends Env>(app: Hono<E>, authority: () => string | null): void {
  app.get('/trust', (context) => {
    const cert = authority();
    return cert === null ? context.notFound() : context.html(trustPage(fingerprint(cert)));
  });
  app.get('/ca.crt', (context) => {
    const cert = authority();
    if (cert === null) return context.notFound();
    return context.body(cert, 200, {
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'attachment; filename="xueantu-ca.crt"',
    });
  });
}

function trustPage(sha256: string): string {
  return doorPage({
    title: '信任本单位的证书',
    wide: true,
    body: `<h1>信任本单位的证书</h1>
<p>这台服务器的证书由它自己的证书机构签发，浏览器还不认识，所以提示“不安全”。每台电脑做一次下面的步骤，以后就不再提示，也能看出有没有人冒充。</p>
<ol>
<li>下载 <a href="/ca.crt">证书文件 xueantu-ca.crt</a>。</li>
<li>打开它，核对 SHA-256 指纹与系统管理员在服务器上看到的（启动时显示）完全一样：<br><code>${sha256}</code><br>有一个字不同就不要安装，请联系系统管理员。</li>
<li>Windows：双击文件，“安装证书” → “本地计算机” → “将所有的证书都放入下列存储” → “受信任的根证书颁发机构”。</li>
<li>统信、麒麟：把文件放到 <code>/usr/local/share/ca-certificates/</code>，运行 <code>sudo update-ca-certificates</code>。</li>
<li>火狐浏览器：设置 → 隐私与安全 → 查看证书 → 证书颁发机构 → 导入，勾选“信任由此证书颁发机构来标识网站”。</li>
</ol>
<p><a href="/sign-in">装好后去登录</a></p>`,
  });
}
