import type { Command } from 'commander';
import { CodedError } from '#shared/contract/errors.ts';
import { checkProvider } from '../../accounts/providers/check-provider.ts';
import {
  linkAccount,
  listProviders,
  type ProviderSettings,
  removeProvider,
  saveProvider,
} from '../../accounts/providers/known-providers.ts';
import { localActor } from '../../platform/actor.ts';
import { printJson } from '../cli-commands.ts';
import { authorityIn } from './certificate-files.ts';
import { JSON_OPTION, withOffice } from './with-office.ts';

/** Where a secret is taken from: one on a command line would be seen by all users of the machine. */
const SECRET = 'XUEANTU_PROVIDER_SECRET';
const ID = ['--id <ID>', '代号：小写字母、数字和 -'] as const;
const TITLE = ['--title <名称>', '登录页上显示的名称'] as const;
const CA = ['--ca <FILE>', '对方证书由单位自己的机构签发时，该机构的证书（PEM）'] as const;

/** The commands by which an office says who else may tell who somebody is. */
export function addProviderCommands(office: Command): void {
  const provider = office
    .command('provider')
    .description('登录来源：用单位账号登录。只确认身份，不给权限；账号和角色仍在本系统建立');
  addOidc(provider);
  addLdap(provider);
  addUpkeep(provider);
  provider
    .command('link')
    .description('指定登录来源里的身份对应哪个账号')
    .argument('<DIR>')
    .requiredOption(...ID)
    .requiredOption('--name <登录名>', '本系统的登录名')
    .requiredOption('--subject <身份>', 'OIDC 的 sub，或 LDAP 条目的 DN')
    .option(...JSON_OPTION)
    .action(async (directory, { id, name, subject, json }) => {
      const wanted = { provider: id, name, subject };
      await withOffice(directory, (opened) => linkAccount(opened, localActor(), wanted));
      done(json, { id, name }, `已把 ${name} 关联到 ${id}`);
    });
}

function addUpkeep(provider: Command): void {
  provider
    .command('list')
    .description('列出登录来源（不显示密钥）')
    .argument('<DIR>')
    .option(...JSON_OPTION)
    .action(runList);
  provider
    .command('check')
    .description('试一试登录来源：连不连得上、证书、查找用的密码、查找的位置、应用密钥')
    .argument('<DIR>')
    .requiredOption(...ID)
    .option(...JSON_OPTION)
    .action(runCheck);
  provider
    .command('remove')
    .description('取消登录来源，和它与账号的关联')
    .argument('<DIR>')
    .requiredOption(...ID)
    .option(...JSON_OPTION)
    .action(async (directory, { id, json }) => {
      await withOffice(directory, (opened) => removeProvider(opened, localActor(), id));
      done(json, { id }, `已取消登录来源 ${id}`);
    });
}

function addOidc(provider: Command): void {
  provider
    .command('oidc')
    .description(`设置 OpenID Connect 登录来源；密钥由环境变量 ${SECRET} 给出。回调地址是 …/provider/back`)
    .argument('<DIR>')
    .requiredOption(...ID)
    .requiredOption(...TITLE)
    .requiredOption('--issuer <URL>', '签发者的地址（https）')
    .requiredOption('--client-id <ID>', '在对方登记的应用编号')
    .option('--name-claim <名称>', '哪一项是登录名，如 preferred_username；不给时只认已关联的身份')
    .option(...CA)
    .option(...JSON_OPTION)
    .action(
      async (directory, { id, title, issuer, clientId, nameClaim = null, ca, json }) =>
        await keep(directory, json, id, title, {
          kind: 'oidc',
          issuer,
          clientId,
          nameClaim,
          authority: authorityIn(ca),
        }),
    );
}

function addLdap(provider: Command): void {
  provider
    .command('ldap')
    .description(`设置 LDAP 登录来源；查找用的密码由环境变量 ${SECRET} 给出`)
    .argument('<DIR>')
    .requiredOption(...ID)
    .requiredOption(...TITLE)
    .requiredOption('--url <URL>', 'ldaps://地址:端口，或 ldap:// 加 --start-tls')
    .option('--start-tls', '先连接，再转为加密')
    .option('--pattern <DN>', '条目的名称，{} 代表登录名，如 uid={},ou=people,dc=example')
    .option('--base <DN>', '在哪里查找条目')
    .option('--attribute <名称>', '按哪一项查找，它的值是登录名', 'uid')
    .option('--bind-name <DN>', '以谁的名义查找；不给时匿名')
    .option(...CA)
    .option(...JSON_OPTION)
    .action(
      async (directory, { id, title, json, ...options }) =>
        await keep(directory, json, id, title, {
          kind: 'ldap',
          url: options.url,
          startTls: options.startTls ?? false,
          pattern: options.pattern ?? null,
          base: options.base ?? null,
          attribute: options.attribute,
          bindName: options.bindName ?? null,
          authority: authorityIn(options.ca),
        }),
    );
}

async function keep(
  directory: string,
  json: boolean | undefined,
  id: string,
  title: string,
  settings: ProviderSettings,
): Promise<void> {
  const secret = process.env[SECRET] ?? null;
  const wanted = { id, title, settings, secret };
  await withOffice(directory, (office) => saveProvider(office, localActor(), wanted));
  done(json, { id, title, hasSecret: secret !== null }, `已设置登录来源 ${id}（${title}）`);
}

async function runList(directory: string, { json }: { readonly json?: boolean }): Promise<void> {
  const providers = await withOffice(directory, (office) => listProviders(office));
  const lines = providers.map(
    ({ id, title, settings, hasSecret }) =>
      `${id.padEnd(16)} ${title} ${settings.kind === 'oidc' ? settings.issuer : settings.url}${hasSecret ? '（有密钥）' : ''}`,
  );
  done(json, { providers }, lines.join('\n'));
}

/** Errors: PROVIDER_TROUBLE with what is wrong first. */
async function runCheck(directory: string, { id, json }: { id: string; json?: boolean }): Promise<void> {
  const tried = await withOffice(directory, async (office) => await checkProvider(office, id));
  const wrong = tried.find(({ ok }) => !ok);
  const lines = tried.filter(({ ok }) => ok).map(({ what, words }) => `${what}：${words}`);
  done(json, { id, ok: wrong === undefined, tried }, lines.join('\n'));
  if (wrong) throw new CodedError('PROVIDER_TROUBLE', { id, what: wrong.what, reason: wrong.words });
}

function done(json: boolean | undefined, told: object, words: string): void {
  if (json) printJson(told);
  else if (words !== '') process.stdout.write(`${words}\n`);
}
