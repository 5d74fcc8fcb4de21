import { Command } from 'commander';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { capabilityTitles } from '#shared/office/capabilities.ts';
import { roleIds, roleOf } from '#shared/office/roles.ts';
import { addAccount, readAccounts, roleNamed } from '../../accounts/manage-accounts.ts';
import { initOffice } from '../../accounts/office.ts';
import { requireWorkspace } from '../../db/accounts/open-accounts.ts';
import { localActor } from '../../platform/actor.ts';
import { systemClock } from '../../platform/clock.ts';
import { printJson } from '../cli-commands.ts';
import { atPlace } from '../workspace-place.ts';
import { addCertificateCommands } from './certificate-commands.ts';
import { addMoveCommand } from './move-command.ts';
import { addNeighboursCommand } from './neighbours-file-command.ts';
import { addPhoneKeyCommand } from './phone-key-command.ts';
import { addProviderCommands } from './provider-commands.ts';
import { addEdgesCommand, addReportCommand } from './report-command.ts';
import { addUpkeepCommands } from './upkeep-commands.ts';
import { addViewsCommand } from './views-command.ts';
import { JSON_OPTION, withOffice } from './with-office.ts';

interface JsonOption {
  readonly json?: boolean;
}

const repeat = (value: string, before: string[]) => [...before, value];

/** The commands by which an office is set up; `usage` makes the error of a wrong option. */
export function officeCommand(usage: Usage): Command {
  const office = new Command('office').description('单位服务：多人登录使用');
  addServe(office, usage);
  office
    .command('init')
    .description('为工作区建立账号库，显示一次性口令（只显示一次）')
    .argument('<DIR>')
    .option(...JSON_OPTION)
    .action(async (directory: string, options: JsonOption) => await runInit(directory, options));
  addAccountCommands(office, usage);
  addProviderCommands(office);
  addCertificateCommands(office, usage);
  addUpkeepCommands(office, usage);
  addMoveCommand(office, usage);
  addViewsCommand(office);
  addPhoneKeyCommand(office);
  addReportCommand(office, usage);
  addEdgesCommand(office);
  addNeighboursCommand(office, usage);
  office
    .command('accounts')
    .description('列出账号')
    .argument('<DIR>')
    .option(...JSON_OPTION)
    .action(runAccounts);
  office
    .command('roles')
    .description('列出角色和各自的权限')
    .option(...JSON_OPTION)
    .action(runRoles);
  office
    .command('procedures')
    .description('列出各项操作和所需的权限')
    .option(...JSON_OPTION)
    .action(runProcedures);
  return office;
}

type Usage = (message: string) => Error;

function addServe(office: Command, usage: Usage): void {
  office
    .command('serve')
    .description('以 HTTPS 提供一个或几个工作区')
    .argument('[DIR...]')
    .option(
      '--database <URL>',
      '放在 PostgreSQL 里的工作区，可重复；别的服务器正在用的，作为备用等待接管',
      repeat,
      [],
    )
    .requiredOption('--listen <地址:端口>', '监听的地址和端口，如 0.0.0.0:7443')
    .option('--report <URL>', '市、省用：各辖区的汇总库（由 office report 写入），在“各辖区”里查看')
    .option('--edges <URL>', '辖区用：上级的汇总库，只看本辖区与邻区交界处的研判')
    .option('--cert <FILE>', '证书（PEM）；不给时由本机签发')
    .option('--key <FILE>', '证书的私钥（PEM）')
    .option('--public-url <URL>', '前面另有网关时，浏览器用的地址')
    .action(async (directories, options) => {
      if ((options.cert === undefined) !== (options.key === undefined))
        throw usage('--cert 和 --key 要一起给');
      if (directories.length + options.database.length === 0)
        throw usage('要写明工作区的文件夹，或用 --database 写明 PostgreSQL 里的工作区');
      const { runOffice } = await import('./run-office.ts');
      await runOffice(directories, {
        listen: options.listen,
        certificate: options.cert === undefined ? null : { cert: options.cert, key: options.key },
        publicUrl: publicUrlOf(options.publicUrl, usage),
        databases: options.database,
        report: options.report ?? null,
        edges: options.edges ?? null,
      });
    });
}

function addAccountCommands(office: Command, usage: Usage): void {
  const account = office.command('account').description('账号');
  account
    .command('add')
    .description('新建账号，显示首次密码（只显示一次）')
    .argument('<DIR>')
    .requiredOption('--name <登录名>', '登录名')
    .requiredOption('--person <姓名>', '姓名')
    .option('--body <单位>', '单位', '')
    .requiredOption('--role <ID>', `角色：${roleIds.join('、')}`)
    .option('--region <名称>', '镇街的辖区，可重复', repeat, [])
    .option('--school <ID>', '学校的编号')
    .option(...JSON_OPTION)
    .action(async (directory, options) => {
      const school = options.school === undefined ? null : Number(options.school);
      if (school !== null && (!Number.isInteger(school) || school < 1))
        throw usage(`--school ${options.school}：应为学校的编号`);
      await runAddAccount(directory, { ...options, regions: options.region, school });
    });
}

async function runInit(directory: string, { json }: JsonOption): Promise<void> {
  const code = await atPlace(directory, async (place) => {
    requireWorkspace(place.directory);
    return initOffice(place.directory, systemClock);
  });
  const { ownAuthority } = await import('./own-authority.ts');
  const { fingerprint, tlsFolder } = await import('./certificates.ts');
  const { cert } = await ownAuthority(tlsFolder(), systemClock.now());
  if (json) return printJson({ code, authority: fingerprint(cert) });
  process.stdout.write(
    `已建立账号库。一次性口令（七天内有效，只显示这一次）：\n${code}\n` +
      `启动服务后，在 /setup 用它建立系统、安全、审计三名管理员\n`,
  );
}

interface AddOptions extends JsonOption {
  readonly name: string;
  readonly person: string;
  readonly body: string;
  readonly role: string;
  readonly regions: string[];
  readonly school: number | null;
}

async function runAddAccount(directory: string, { json, ...wanted }: AddOptions): Promise<void> {
  const { name, person, body, regions, school } = wanted;
  const role = roleNamed(wanted.role, roleIds);
  const account = { name: name.trim(), person: person.trim(), body: body.trim(), role, regions, school };
  const { id, password } = await withOffice(directory, (office) => addAccount(office, localActor(), account));
  if (json)
    return printJson({ id, name: account.name, person: account.person, body: account.body, role, password });
  process.stdout.write(`已建立账号 ${account.name}，首次密码（只显示这一次）：\n${password}\n`);
}

async function runAccounts(directory: string, { json }: JsonOption): Promise<void> {
  const accounts = await withOffice(directory, (office) => readAccounts(office));
  if (json) return printJson({ accounts });
  for (const { name, person, body, roles, state } of accounts)
    process.stdout.write(
      `${name.padEnd(20)} ${person} ${body} ${roles.map(({ title }) => title).join('、')}${state === 'closed' ? '（停用）' : ''}\n`,
    );
}

function runRoles({ json }: JsonOption): void {
  const roles = roleIds.map((id) => ({ id, ...roleOf(id) }));
  if (json) {
    printJson({ roles });
    return;
  }
  for (const { id, title, capabilities } of roles)
    process.stdout.write(
      `${id.padEnd(24)} ${title}：${capabilities.map((each) => capabilityTitles[each]).join('、')}\n`,
    );
}

function runProcedures({ json }: JsonOption): void {
  const procedures = Object.entries(procedureCapabilities).map(([name, capability]) => ({
    name,
    capability,
  }));
  if (json) {
    printJson({ procedures });
    return;
  }
  for (const { name, capability } of procedures)
    process.stdout.write(`${name.padEnd(32)} ${capability} ${capabilityTitles[capability]}\n`);
}

function publicUrlOf(text: string | undefined, usage: Usage): URL | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') throw usage(`--public-url ${text}：应为 https:// 开头的地址`);
  return url;
}
