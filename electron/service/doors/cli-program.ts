import { Command, CommanderError, Option } from 'commander';
import { z } from 'zod';
import { groundKinds } from '#shared/basemaps/ground-kinds.ts';
import { aboutKinds } from '#shared/blanks/field-words.ts';
import { daySchema } from '#shared/contract/common.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { importAsSchema } from '#shared/contract/import.ts';
import { sheetFormats } from '#shared/contract/sheets.ts';
import { coordinateSystemSchema } from '#shared/geodesy/coordinate-systems.ts';
import { referenceSystemSchema } from '#shared/geodesy/reference-systems.ts';
import { type ImportField, importFieldSchema, importFields } from '#shared/registry/fields.ts';
import { paperNames } from '#shared/sheets/paper.ts';
import { periodSchema } from '#shared/sweeps/period.ts';
import { systemClock } from '../platform/clock.ts';
import { programHome } from '../platform/program-home.ts';
import {
  runAudit,
  runCheck,
  runDemo,
  runExport,
  runImport,
  runInit,
  runPacks,
  runUndo,
  runVerify,
} from './cli-commands.ts';
import { exchangeCommand } from './exchange-options.ts';
import { neighboursCommand } from './neighbours-command.ts';
import { officeCommand } from './office/office-commands.ts';

/** Exit codes that the command line promises. */
const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

const repeat = (value: string, before: string[]) => [...before, value];

/** What the columns of venues say of their kind: scripts read them. */
const venueColumns = `
venues 的类别各列：
  category            类别；other 有依据是别的行业，unknown 没有依据说明是做什么的
  categories          全部类别，以 ; 分隔，最前面的是 category
  category_score      把握，0 至 1
  category_review     1 表示需人工复核
  category_suggested  复核或未定的，最可能是哪一类
  category_reason     依据
venues 的许可证（没有划去的；几个的用 ; 隔开，两列次序相同）：
  licence_no          证号
  licence_until       有效期止，如 2026-02-28；长期有效的为 长期
`;

/** All commands, their arguments and options; carrying one out is left to `runCommandLine`. */
export function buildProgram(): Command {
  const program = new Command('xueantu-cli')
    .description('学安图命令行')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) })
    .showHelpAfterError(false);
  program
    .command('init')
    .description('新建工作区')
    .argument('<DIR>')
    .requiredOption('--pack <ID>', '规则包')
    .option('--name <名称>', '工作区名称，默认取文件夹名')
    .action(async (directory, options) => await runInit(directory, options));
  program
    .command('demo')
    .description('新建演示工作区（虚构的城镇）')
    .argument('<DIR>')
    .action(async (directory) => await runDemo(directory));
  program
    .command('packs')
    .description('列出规则包')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(runPacks);
  program
    .command('import')
    .description('导入名单')
    .argument('<DIR>')
    .argument('<FILE>')
    .requiredOption('--as <KIND>', `${importAsSchema.options.join('、')}；auto 逐行分辨`)
    .option('--crs <CRS>', 'wgs84、cgcs2000、gcj02、bd09、auto（依据已有数据判断）；GeoJSON 默认 wgs84')
    .option('--preset <ID>', '预设，默认按表头选用')
    .option('--map <field=column>', '字段=列名或列号', repeat, [])
    .option('--sheet <名称或序号>', '工作表或图层，默认第一张与 --as 相符的，* 表示全部合并')
    .option('--encoding <编码>', 'auto、utf8、utf16le、gb18030', 'auto')
    .option('--no-header', '第一行就是数据')
    .option('--where <列~正则>', '只取符合的行，可重复', repeat, [])
    .option(
      '--adopt <值或 值=类别>',
      '名单里的代码认作提议的类别（提议见 --dry-run）或指定的类别，all 采用全部提议；记住，以后同样表头的名单照此办理',
      repeat,
      [],
    )
    .option('--dry-run', '只检查，不写入；列出可以认作某一类的代码')
    .option('--issues <FILE.csv>', '拒收和提示的行写入此文件')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, file, options) => {
      const as = importAsSchema.safeParse(options.as);
      if (!as.success) throw usage(`--as ${options.as}：应为 ${importAsSchema.options.join('、')}`);
      const crs = coordinateSystemSchema.or(z.literal('auto')).optional().safeParse(options.crs);
      if (!crs.success)
        throw usage(
          `--crs ${options.crs}：应为 ${[...referenceSystemSchema.options, 'auto'].join('、')}，或平面坐标的中央经线如 cgcs2000:117、xian80:117、beijing54:117，或 epsg:4548`,
        );
      await runImport(directory, file, {
        as: as.data,
        crs: crs.data ?? null,
        map: parseMap(options.map),
        sheet: options.sheet ?? null,
        encoding: options.encoding,
        header: options.header,
        where: options.where,
        preset: options.preset ?? null,
        adopt: options.adopt,
        dryRun: options.dryRun === true,
        issues: options.issues ?? null,
        json: options.json === true,
      });
    });
  program
    .command('inbox')
    .description(
      '导入一个文件夹里的新名单和交回的自查表（同样内容只导入一次），列出今日要办；可由计划任务定时运行',
    )
    .argument('<DIR>')
    .argument('<FOLDER>', '放名单的文件夹')
    .option('--crs <CRS>', '坐标系，默认按文件和预设；auto 依据已有数据判断')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, folder, options) => {
      const { runInbox } = await import('./inbox-command.ts');
      const crs = coordinateSystemSchema.or(z.literal('auto')).optional().safeParse(options.crs);
      if (!crs.success)
        throw usage(`--crs ${options.crs}：应为 ${[...referenceSystemSchema.options, 'auto'].join('、')}`);
      await runInbox(directory, folder, { crs: crs.data ?? null, json: options.json === true });
    });
  program.addCommand(exchangeCommand(usage).exitOverride());
  program.addCommand(neighboursCommand().exitOverride());
  program
    .command('check')
    .description('研判并输出结果')
    .argument('<DIR>')
    .addOption(
      new Option('--method <METHOD>', '所有规则一律按直线或步行测量').choices(['straight', 'walking']),
    )
    .option('--out <FILE>', '研判结果写入 .csv、.geojson 或 .xlsx')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(runCheck);
  program
    .command('export')
    .description('导出')
    .argument('<DIR>')
    .requiredOption('--what <WHAT>', 'schools、venues、facilities、findings、zones、hazards、visits、summary')
    .requiredOption('--out <FILE>', '.csv、.geojson 或 .xlsx')
    .addHelpText('after', venueColumns)
    .action(runExport);
  program
    .command('verify')
    .description('校验数据库、操作记录和附件')
    .argument('<DIR>')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(runVerify);
  program
    .command('basemap')
    .description(
      '把水面、绿地、建筑、道路等图形文件做成一张底图（PMTiles），加入工作区；已有的 .pmtiles、.mbtiles 直接加入',
    )
    .argument('<DIR>')
    .argument('<FILE...>')
    .option('--as <内容>', `${groundKinds.join('、')}；默认看标签、文件名和图层名`)
    .option('--crs <CRS>', 'wgs84、cgcs2000、gcj02、bd09；默认按文件写明的，没有写明按 wgs84')
    .option('--name <名称>', '底图名称，默认取第一个文件名', '')
    .option('--credit <来源>', '资料来源，显示在图上', '')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, paths, options) => {
      const { runBasemap } = await import('./basemap-command.ts');
      const as = z.enum(groundKinds).optional().safeParse(options.as);
      if (!as.success) throw usage(`--as ${options.as}：应为 ${groundKinds.join('、')}`);
      const crs = coordinateSystemSchema.optional().safeParse(options.crs);
      if (!crs.success)
        throw usage(`--crs ${options.crs}：应为 ${referenceSystemSchema.options.join('、')} 等`);
      await runBasemap(directory, paths, {
        as: as.data ?? null,
        crs: crs.data ?? null,
        name: options.name,
        credit: options.credit,
        json: options.json === true,
      });
    });
  program
    .command('serve')
    .description('在本机用浏览器打开工作区；DIR 不是工作区的，先列出其中的工作区，可以新建')
    .argument('[DIR]', '工作区，或放工作区的文件夹；默认是用户文件夹里的 .xueantu')
    .option('--port <N>', '端口，0 表示自动选择', '7200')
    .option('--open', '打开浏览器')
    .option('--report <URL>', '市、省用：各辖区的汇总库，在“总览 → 各辖区”里查看')
    .action(async (directory, options) => {
      // Imported only here, so that short commands do not load the web server.
      const { runServe } = await import('./serve.ts');
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65535)
        throw usage(`--port ${options.port}：应为 0 到 65535`);
      const report = options.report ?? null;
      await runServe(directory ?? programHome(), { port, open: options.open === true, report });
    });
  program.addCommand(officeCommand(usage).exitOverride());
  program
    .command('undo')
    .description('撤销一批导入，默认最近一批')
    .argument('<DIR>')
    .option('--batch <ID>', '批次号')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, options) => {
      const batch = options.batch === undefined ? null : Number(options.batch);
      if (batch !== null && (!Number.isInteger(batch) || batch < 1))
        throw usage(`--batch ${options.batch}：应为批次号`);
      await runUndo(directory, { batch, json: options.json === true });
    });
  program
    .command('plan')
    .description('排定一个季度的联合整治：选取对象、分组、排路线')
    .argument('<DIR>')
    .requiredOption('--period <2026Q4>', '季度')
    .requiredOption('--teams <N>', '小组数')
    .option('--seed <N>', '随机种子', '1')
    .option('--sample <0.1>', '随机抽查的比例', '0')
    .option('--out <FILE>', '路线写入 .xlsx 或 .csv')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, options) => {
      const whole = (name: string, least: number, most: number) => {
        const value = Number(options[name]);
        if (!Number.isInteger(value) || value < least || value > most)
          throw usage(`--${name} ${options[name]}：应为 ${least} 到 ${most} 的整数`);
        return value;
      };
      const sample = Number(options.sample);
      if (!(sample >= 0 && sample <= 1)) throw usage(`--sample ${options.sample}：应为 0 到 1`);
      if (!periodSchema.safeParse(options.period).success)
        throw usage(`--period ${options.period}：应写成 2026Q4`);
      const { runPlan } = await import('./plan-command.ts');
      await runPlan(directory, {
        period: options.period,
        teams: whole('teams', 1, 50),
        seed: whole('seed', 0, 4294967295),
        sample,
        out: options.out ?? null,
        json: options.json === true,
      });
    });
  program
    .command('unpack')
    .description('用外勤包新建外勤工作区')
    .argument('<FILE.xatp>')
    .argument('<DIR>')
    .action(async (file, directory) => {
      const { openPacket } = await import('../sweeps/packets/open-packet.ts');
      await openPacket(file, directory, systemClock.now());
      process.stdout.write(`已建立外勤工作区：${directory}\n`);
    });
  program
    .command('sheet')
    .description('出图：学校安全区域图，或任一模板的图幅、图册')
    .argument('<DIR>')
    .option('--school <ID>', '一所学校')
    .option('--all', '全部学校')
    .option('--template <ID>', '模板', 'school-zone')
    .addOption(new Option('--paper <PAPER>', '纸张，默认按模板').choices([...paperNames]))
    .option('--changed', '与 --all 同用：只出自上次打印以来有变化的页')
    .option('--scale <N>', '比例尺 1:N，默认取放得下的整数比例尺')
    .option('--allow-gaps', '底图缺块也出图，缺处打叉注明')
    .requiredOption('--out <FILE.pdf>', '.pdf、.png 或 .svg')
    .action(async (directory, options) => {
      const { runSheet } = await import('./sheet-command.ts');
      const whole = (name: string) => {
        if (options[name] === undefined) return null;
        const value = Number(options[name]);
        if (!Number.isInteger(value) || value < 1) throw usage(`--${name} ${options[name]}：应为正整数`);
        return value;
      };
      const school = whole('school');
      if ((school === null) === (options.all !== true) && options.template === 'school-zone')
        throw usage('请用 --school ID 指定一所学校，或用 --all 出全部');
      if (options.changed && school !== null) throw usage('--changed 与 --all 同用，不与 --school 同用');
      const format = sheetFormats.find((each) => options.out.toLowerCase().endsWith(`.${each}`));
      if (!format)
        throw usage(`--out ${options.out}：应为 ${sheetFormats.map((each) => `.${each}`).join('、')}`);
      await runSheet(directory, {
        school,
        changed: options.changed === true,
        template: options.template,
        paper: options.paper ?? null,
        scale: whole('scale'),
        allowGaps: options.allowGaps === true,
        format,
        out: options.out,
      });
    });
  program
    .command('fill')
    .description('填写空白表：按栏目填入工作区已有的数据，没有把握的不写，列出待核')
    .argument('<DIR>')
    .argument('<FORM>', '.xlsx 或 .docx')
    .option('--from <日期>', '从，默认按表上写明的，没有写明按本季度')
    .option('--to <日期>', '到')
    .option('--about <KIND:ID>', `一条记录的表填哪一条：${aboutKinds.join('、')}，如 visit:3`)
    .option('--accept', '待核的也写入')
    .requiredOption('--out <FILE>', '填好的文件')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, form, options) => {
      const { runFill } = await import('./fill-command.ts');
      const day = (name: string) => {
        if (options[name] === undefined) return null;
        if (!daySchema.safeParse(options[name]).success)
          throw usage(`--${name} ${options[name]}：应写成 2026-11-21`);
        return String(options[name]);
      };
      const [, kind, id] = /^(\w+):(\d+)$/.exec(options.about ?? '') ?? [];
      const about = z.enum(aboutKinds).safeParse(kind);
      if (options.about !== undefined && !about.success)
        throw usage(`--about ${options.about}：应写成 ${aboutKinds.join('、')} 加冒号和编号`);
      await runFill(directory, form, {
        out: options.out,
        from: day('from'),
        to: day('to'),
        about: about.success ? { kind: about.data, id: Number(id) } : null,
        accept: options.accept === true,
        json: options.json === true,
      });
    });
  program
    .command('audit')
    .description('导出操作记录，一行一条 JSON，可用 check-audit.mjs 独立校验')
    .argument('<DIR>')
    .requiredOption('--out <FILE.jsonl>', '导出到')
    .action(async (directory, options) => await runAudit(directory, options.out));
  program
    .command('backup')
    .description('把整个工作区备份成一个文件；密码取自环境变量 XUEANTU_BACKUP_PASSWORD')
    .argument('<DIR>')
    .argument('<FILE.xab>')
    .option('--no-basemaps', '不带底图')
    .action(async (directory, file, options) => {
      const { runBackup } = await import('./backup-commands.ts');
      await runBackup(directory, file, options.basemaps);
    });
  program
    .command('restore')
    .description('从备份文件或第二份的文件夹恢复工作区；文件夹里原有的内容改名留存')
    .argument('<FILE.xab>')
    .argument('<DIR>')
    .option('--at <时间>', '第二份：恢复到这一刻，如 2026-11-30T09:41')
    .action(async (file, directory, options) => {
      const { runRestore } = await import('./backup-commands.ts');
      await runRestore(file, directory, options.at);
    });
  return program;
}

function parseMap(pairs: readonly string[]): Partial<Record<ImportField, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, field, column] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      const known = importFieldSchema.safeParse(field);
      if (column === undefined) throw usage(`--map ${pair}：应写成 字段=列名或列号`);
      if (!known.success)
        throw new CodedError('FIELD_UNKNOWN', { field: field ?? '', known: importFields.join('、') });
      return [known.data, column];
    }),
  );
}

function usage(message: string): CommanderError {
  process.stderr.write(`${message}\n`);
  return new CommanderError(EXIT_USAGE, 'usage', message);
}

/** Carries out what the process was started with; what went wrong is told, and by the exit code. */
export async function runCommandLine(): Promise<void> {
  // A program such as `head` may close the pipe before all is printed. That is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    await buildProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
      return;
    }
    const coded =
      error instanceof CodedError ? error : new CodedError('INTERNAL', { name: process.argv[2] ?? '' });
    if (!(error instanceof CodedError) && process.env.XUEANTU_DEBUG) console.error(error);
    process.stderr.write(`${coded.code} ${coded.message}\n`);
    process.exitCode = EXIT_FAILED;
  }
}
