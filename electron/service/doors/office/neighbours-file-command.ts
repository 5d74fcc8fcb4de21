import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { dayOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type Neighbour, neighbourFileOf } from '#shared/districts/neighbour-file.ts';
import { systemClock } from '../../platform/clock.ts';
import { writeWhole } from '../../platform/whole-file.ts';
import { givenPassword, printJson } from '../cli-commands.ts';
import { JSON_OPTION } from './with-office.ts';

/** The command that writes what a district is handed of the places beside it. */
export function addNeighboursCommand(office: Command, usage: (message: string) => Error): void {
  office
    .command('neighbours')
    .description(
      '写出邻区地点文件（交界处的学校和场所，不带电话、人员、地址和证照号），由邻区在“总览 → 交界处”带入',
    )
    .argument('<FROM>', '本辖区的工作区，写出本辖区的；或汇总库的 postgres:// 地址，写出 <辖区> 各邻区的')
    .argument('[辖区]', '从汇总库写出时，写给哪个辖区')
    .requiredOption('--out <FILE>', '.json')
    .option(...JSON_OPTION)
    .action(
      async (from: string, name: string | undefined, { out, json }: { out: string; json?: boolean }) => {
        if (!out.toLowerCase().endsWith('.json')) throw usage(`--out ${out}：应为 .json`);
        const districts = name === undefined ? [await ownOf(from)] : await besides(from, name);
        if (districts.length > 0) writeFile(out, neighbourFileOf(districts));
        const told = districts.map(({ district, day, edge }) => ({
          ...{ district, day, schools: edge.schools.length, venues: edge.venues.length },
        }));
        if (json) return printJson({ districts: told });
        for (const { district, day, schools, venues } of told)
          process.stdout.write(`${district} ${day}：学校 ${schools} 所，场所 ${venues} 家\n`);
        process.stdout.write(
          told.length === 0 ? `汇总库里没有“${name}”的邻区，没有写出\n` : `已写出 ${out}\n`,
        );
      },
    );
}

function writeFile(out: string, content: string): void {
  const path = resolve(out);
  try {
    writeWhole(dirname(path), basename(path), content);
  } catch {
    throw new CodedError('DISK_WRITE', { path });
  }
}

async function ownOf(workspace: string): Promise<Neighbour> {
  const { readForNeighbours } = await import('../../upkeep/reporting/report-districts.ts');
  return await readForNeighbours(workspace, { day: dayOf(systemClock.now()), passwordOf: givenPassword });
}

async function besides(url: string, name: string): Promise<Neighbour[]> {
  const { DistrictReports } = await import('../../db/postgres/reporting/read-reports.ts');
  return await new DistrictReports(url).neighboursOf(name);
}
