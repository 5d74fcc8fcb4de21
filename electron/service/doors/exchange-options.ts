import { Command, type CommanderError, Option } from 'commander';
import { knownSystems } from '#shared/exchange/exchange-event.ts';
import { referenceSystemSchema } from '#shared/geodesy/reference-systems.ts';

/** `exchange`: events to other systems and from them. */
export function exchangeCommand(usage: (message: string) => CommanderError): Command {
  return new Command('exchange')
    .description('与其他系统交换事件（隐患、线索）：收进一个文件夹里的，发到一个文件夹，或推送到本机的网关')
    .argument('<DIR>')
    .option('--system <名称>', `对方系统，如 ${knownSystems.join('、')}；收文件时默认按文件写明的`)
    .option('--in <FOLDER>', '收这个文件夹里的 .json 和 .csv；收过的再收不会重复')
    .option('--out <FOLDER>', '把事件写成文件放进这个文件夹')
    .option('--push <URL>', '把事件以 HTTP POST 发到这个地址，不应答的重试')
    .option('--host <主机>', '允许 --push 发往本机以外的这一台主机（https）')
    .addOption(new Option('--format <格式>', '--out 的格式').choices(['json', 'csv']).default('json'))
    .addOption(
      new Option('--crs <CRS>', '发出的坐标系').choices([...referenceSystemSchema.options]).default('wgs84'),
    )
    .option('--changed', '只发新的和有变动的')
    .option('--persons', '连同责任人、反映人发出，电话不隐去')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory, options) => {
      const { in: from = null, out = null, push = null, system = '' } = options;
      if (from === null && out === null && push === null)
        throw usage('请用 --in、--out 或 --push 写明做什么');
      if ((out !== null || push !== null) && system === '') throw usage('发出时请用 --system 写明对方系统');
      // Imported only here, so that short commands do not load it.
      const { runExchange } = await import('./exchange-command.ts');
      await runExchange(directory, {
        ...{ system, out, push, in: from, host: options.host ?? null },
        ...{ format: options.format, crs: referenceSystemSchema.parse(options.crs) },
        ...{ changedOnly: options.changed === true, persons: options.persons === true },
        json: options.json === true,
      });
    });
}
