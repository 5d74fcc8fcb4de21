import type { Command } from 'commander';
import { dayOf } from '#shared/calendar/china-time.ts';
import { daySchema } from '#shared/contract/common.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { readPostgresAddress } from '../../db/postgres/address.ts';
import { writeTable } from '../../output/export/table.ts';
import { systemClock } from '../../platform/clock.ts';
import type { DistrictOutcome } from '../../upkeep/reporting/report-districts.ts';
import { loadCatalogue } from '../../workspace/catalogue.ts';
import { givenPassword, printJson } from '../cli-commands.ts';
import { JSON_OPTION } from './with-office.ts';

interface ReportOptions {
  readonly day?: string;
  readonly remove?: string;
  readonly json?: boolean;
}

type Usage = (message: string) => Error;

/** The command that writes districts into the reporting database of the office above them. */
export function addReportCommand(office: Command, usage: Usage): void {
  office
    .command('report')
    .description(
      '把各辖区的指标、研判结果、隐患和整治覆盖写入市、省的汇总库：不带电话、人员和说明文字；只重写有变化的辖区，可由计划任务定时运行',
    )
    .argument('<URL>', '汇总库：postgres://用户@服务器:端口/数据库/名称，PostgreSQL 10 以上')
    .argument('[WORKSPACE...]', '各辖区的工作区：文件夹或 postgres:// 地址；正在使用的也可以')
    .option('--day <2026-11-30>', '按哪一天算逾期和本期整治，默认今天')
    .option('--remove <辖区>', '从汇总库去掉一个不再报送的辖区')
    .option(...JSON_OPTION)
    .addHelpText('after', '\n密码用环境变量 PGPASSWORD 或 ~/.pgpass 给\n')
    .action(async (url: string, workspaces: string[], options: ReportOptions) => {
      if (options.remove !== undefined) return await runRemove(url, options.remove, options);
      if (workspaces.length === 0) throw usage('要写明辖区的工作区');
      if (options.day !== undefined && !daySchema.safeParse(options.day).success)
        throw usage(`--day ${options.day}：应写成 2026-11-30`);
      await runReport(url, workspaces, options);
    });
}

/** The command that gives a district what was found across its borders. */
export function addEdgesCommand(office: Command): void {
  office
    .command('edges')
    .description('导出一个辖区与邻区交界处的研判结果：学校和场所分属两个辖区，由场所所在的辖区办理')
    .argument('<URL>', '汇总库')
    .argument('<辖区>')
    .requiredOption('--out <FILE>', '.csv、.geojson 或 .xlsx')
    .option(...JSON_OPTION)
    .action(runEdges);
}

async function runEdges(
  url: string,
  name: string,
  { out, json }: { readonly out: string; readonly json?: boolean },
): Promise<void> {
  const { DistrictReports } = await import('../../db/postgres/reporting/read-reports.ts');
  const { edgesTable } = await import('../../output/reporting/edges-table.ts');
  const { district, edges: found } = await new DistrictReports(url).edgesOf(name);
  if (!district) throw new CodedError('DISTRICT_UNKNOWN');
  await writeTable(out, edgesTable(found, loadCatalogue().categoryTitles));
  if (json) return printJson({ found: found.length });
  process.stdout.write(`已导出 ${found.length} 条到 ${out}\n`);
}

async function runReport(
  url: string,
  workspaces: readonly string[],
  { day, json }: ReportOptions,
): Promise<void> {
  const { reportDistricts } = await import('../../upkeep/reporting/report-districts.ts');
  const now = systemClock.now();
  const wanted = {
    day: day ?? dayOf(now),
    now,
    passwordOf: givenPassword,
    tell: (outcome: DistrictOutcome) => {
      if (!json) process.stdout.write(`${wordsOf(outcome)}\n`);
    },
  };
  const districts = await reportDistricts(url, workspaces, wanted);
  if (json) printJson({ day: wanted.day, districts });
  if (districts.some(({ state }) => state === 'failed')) process.exitCode = 1;
}

function wordsOf(outcome: DistrictOutcome): string {
  switch (outcome.state) {
    case 'written':
      return `${outcome.district}：已写入，${outcome.rows} 行`;
    case 'unchanged':
      return `${outcome.district}：没有变化`;
    case 'failed':
      return `${outcome.from}：没有写入，原来报送的还在。${outcome.code} ${outcome.reason}`;
  }
}

async function runRemove(url: string, name: string, { json }: ReportOptions): Promise<void> {
  const [{ withPostgres }, { removeDistrict }] = await Promise.all([
    import('../../db/postgres/connection.ts'),
    import('../../db/postgres/reporting/write-district.ts'),
  ]);
  const address = readPostgresAddress(url);
  const removed = await withPostgres(address, (postgres) => removeDistrict(postgres, address.schema, name));
  if (json) return printJson({ removed });
  process.stdout.write(removed ? `已从汇总库去掉“${name}”\n` : `汇总库里没有“${name}”\n`);
}
