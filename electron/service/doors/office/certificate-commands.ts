import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { CodedError } from '#shared/contract/errors.ts';
import {
  giveCertificate,
  listCertificates,
  setCertificateRule,
  withdrawCertificate,
} from '../../accounts/client-certificates.ts';
import { findAccount } from '../../db/accounts/account-rows.ts';
import { localActor } from '../../platform/actor.ts';
import { systemClock } from '../../platform/clock.ts';
import { printJson } from '../cli-commands.ts';
import { authorityIn, certificateIn } from './certificate-files.ts';
import { tlsFolder } from './certificates.ts';
import { JSON_OPTION, withOffice } from './with-office.ts';

const NAME = ['--name <登录名>', '账号的登录名'] as const;
const modes = ['off', 'accept', 'require'] as const;

/** The commands by which an office gives certificates to its people and takes them back. */
export function addCertificateCommands(office: Command, usage: (message: string) => Error): void {
  const certificate = office
    .command('certificate')
    .description('客户端证书：只说明是谁，动态口令照旧要；账号和角色仍在本系统');
  addRule(certificate);
  addIssue(certificate, usage);
  certificate
    .command('add')
    .description('登记别的机构签发的证书属于谁')
    .argument('<DIR>')
    .requiredOption(...NAME)
    .requiredOption('--cert <FILE>', '本人的证书（PEM）')
    .option(...JSON_OPTION)
    .action(async (directory, { name, cert, json }) => {
      const pem = certificateIn(cert);
      const fingerprint = await withOffice(directory, (opened) =>
        giveCertificate(opened, localActor(), name, pem),
      );
      done(json, { name, fingerprint }, `已登记，指纹 ${fingerprint}`);
    });
  certificate
    .command('list')
    .description('列出证书')
    .argument('<DIR>')
    .option(...JSON_OPTION)
    .action(runList);
  certificate
    .command('withdraw')
    .description('收回证书：用它登录的，下一次请求就进不来')
    .argument('<DIR>')
    .requiredOption('--fingerprint <指纹>', 'SHA-256 指纹，见 list')
    .option(...JSON_OPTION)
    .action(async (directory, { fingerprint, json }) => {
      await withOffice(directory, (opened) => withdrawCertificate(opened, localActor(), fingerprint));
      done(json, { fingerprint }, '已收回');
    });
}

function addRule(certificate: Command): void {
  certificate
    .command('mode')
    .description('off 不用，accept 可以用证书代替密码，require 没有本人证书的一律进不来；重新启动服务后生效')
    .argument('<DIR>')
    .addOption(new Option('--set <MODE>', modes.join('、')).choices(modes).makeOptionMandatory())
    .option('--ca <FILE>', '签发个人证书的机构的证书（PEM）；不给时是本机的机构')
    .option(...JSON_OPTION)
    .action(async (directory, { set: mode, ca, json }) => {
      const authority = authorityIn(ca);
      await withOffice(directory, (opened) => setCertificateRule(opened, localActor(), { mode, authority }));
      done(json, { mode, ownAuthority: authority === null }, '已设置，重新启动服务后生效');
    });
}

function addIssue(certificate: Command, usage: (message: string) => Error): void {
  certificate
    .command('issue')
    .description('由本机的机构给账号签发证书')
    .argument('<DIR>')
    .requiredOption(...NAME)
    .requiredOption('--out <FILE.pem>', '证书写入此文件；没有给申请时，私钥也在里面')
    .option('--csr <FILE>', '证书申请（PKCS #10，PEM），如 U 盾做的：私钥不离开它')
    .option('--days <N>', '有效天数', '365')
    .option(...JSON_OPTION)
    .action(async (directory, { name, out, csr, days: text, json }) => {
      const days = Number(text);
      if (!Number.isInteger(days) || days < 1 || days > 1825) throw usage(`--days ${text}：应为 1 到 1825`);
      const path = resolve(out);
      if (existsSync(path)) throw usage(`--out ${out}：文件已经存在，请换一个名称`);
      const request = csr === undefined ? null : readFileSync(csr, 'utf8');
      const { clientCertificate } = await import('./own-authority.ts');
      const fingerprint = await withOffice(directory, async (opened) => {
        const account = findAccount(opened.db, name);
        if (!account) throw new CodedError('ACCOUNT_UNKNOWN');
        const now = systemClock.now();
        const wanted = { name: account.name, days, request, now };
        const { cert, key } = await clientCertificate(tlsFolder(), wanted);
        writeFileSync(path, `${cert}\n${key ?? ''}`.trimEnd().concat('\n'), { mode: 0o600, flag: 'wx' });
        return giveCertificate(opened, localActor(), account.name, cert);
      });
      const hint =
        request === null
          ? '\n要装进浏览器，先转成 .p12：openssl pkcs12 -export -in 文件.pem -out 文件.p12，密码告诉本人，装好后删去两个文件'
          : '';
      done(json, { name, fingerprint }, `已签发到 ${out}，指纹 ${fingerprint}${hint}`);
    });
}

async function runList(directory: string, { json }: { readonly json?: boolean }): Promise<void> {
  const certificates = await withOffice(directory, (office) => listCertificates(office));
  const lines = certificates.map(
    ({ name, fingerprint, until, withdrawnAt }) =>
      `${name.padEnd(20)} ${fingerprint} 到 ${until.slice(0, 10)}${withdrawnAt === null ? '' : '（已收回）'}`,
  );
  done(json, { certificates }, lines.join('\n'));
}

function done(json: boolean | undefined, told: object, words: string): void {
  if (json) printJson(told);
  else if (words !== '') process.stdout.write(`${words}\n`);
}
