import { Command } from 'commander';
import { severityNames } from '#shared/zones/verdict.ts';
import { printJson, withService } from './cli-commands.ts';

/** `neighbours`: brings places of the districts beside this one, and tells what was found across the border. */
export function neighboursCommand(): Command {
  return new Command('neighbours')
    .description('带入邻区地点文件（由 office neighbours 写出），列出与邻区交界处的研判结果')
    .argument('<DIR>')
    .option('--in <FILE>', '邻区地点文件；比现有的旧的不带入')
    .option('--json', '标准输出只给一个 JSON 对象')
    .action(async (directory: string, options: { in?: string; json?: boolean }) => {
      await runNeighbours(directory, options.in ?? null, options.json === true);
    });
}

async function runNeighbours(directory: string, from: string | null, json: boolean): Promise<void> {
  await withService(directory, async (service, call) => {
    const brought =
      from === null
        ? []
        : (await call('neighbours.bring', { token: service.files.register(from) })).districts;
    const { neighbours, findings } = await call('neighbours.list', {});
    if (json) return printJson({ brought, neighbours, findings });
    for (const { district, day, age, schools, venues } of neighbours)
      process.stdout.write(
        `${district}：截至 ${day}（${age} 天前），学校 ${schools} 所，场所 ${venues} 家\n`,
      );
    for (const { severity, school, schoolDistrict, venue, venueDistrict, distance, limit } of findings)
      process.stdout.write(
        `${severityNames[severity]} ${distance.toFixed(1)}/${limit} 米 ${school}（${schoolDistrict}）— ${venue}（${venueDistrict}办理）\n`,
      );
  });
}
