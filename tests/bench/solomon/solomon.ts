import { writeFileSync } from 'node:fs';
import { searchRoutes } from '#shared/sweeps/route-search.ts';
import ceilings from '../ceilings.json' with { type: 'json' };
import type { Figures } from '../figures.ts';
import { driveRoutes } from './check-routes.ts';
import { optimumOf } from './optima.ts';
import { problemOf } from './problem.ts';
import { readInstances } from './read-instances.ts';

/** Rounds of an instance; what the program itself takes for as many stops. */
const ROUNDS = 60_000;

/** The field's 56 instances beside their proven optima; processor time, so that nothing else on the machine counts. */
export function benchSolomon(figures: Figures): void {
  const rows = readInstances().map((instance) => {
    const before = process.cpuUsage();
    const found = searchRoutes(problemOf(instance), { seed: 1, rounds: ROUNDS, isOver: () => false });
    const { user, system } = process.cpuUsage(before);
    const routes = found.routes.flat().filter(({ length }) => length > 0);
    // Ways have one decimal, their sums no more.
    const distance = Math.round(driveRoutes(instance, routes) * 10) / 10;
    const least = optimumOf(instance.name);
    return {
      ...instance,
      vehicles: routes.length,
      distance,
      least,
      gap: (distance / least - 1) * 100,
      ms: (user + system) / 1000,
    };
  });
  const lines = rows.map(({ name, least, distance, gap, vehicles, ms }) =>
    [
      name,
      least.toFixed(1),
      distance.toFixed(1),
      `${gap.toFixed(2)} %`,
      vehicles,
      `${(ms / 1000).toFixed(1)} s`,
    ].join(' | '),
  );
  const table = `| instance | optimum | found | above it | vehicles | processor |\n|---|---|---|---|---|---|\n${lines.map((line) => `| ${line} |`).join('\n')}\n`;
  const file = process.env.XUEANTU_SOLOMON_TABLE;
  if (file) writeFileSync(file, table);
  else process.stdout.write(table);
  figures.add({
    what: "Solomon's 56 instances of 100 stops, mean distance above the proven optima",
    value: rows.reduce((sum, { gap }) => sum + gap, 0) / rows.length,
    unit: '%',
    limit: ceilings.solomonGapPercent,
    peer: '',
    peerValue: null,
  });
  figures.add({
    what: '… the slowest of them, processor time',
    value: Math.max(...rows.map(({ ms }) => ms)),
    unit: 'ms',
    limit: ceilings.solomonMs,
    peer: '',
    peerValue: null,
  });
}
