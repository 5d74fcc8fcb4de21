import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { givenData, hasGivenData } from '../support/given-data.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { best, type Figures, run } from './figures.ts';

/** `check` on real lists with start-up, beside a plain loop of Karney's geodesic over the same pairs. */
export function benchHangzhou(figures: Figures, folder: string): void {
  if (!hasGivenData) {
    figures.leave('check on 上城区: ../shared/data is not here');
    return;
  }
  const workspace = join(folder, 'hangzhou');
  const list = givenData('hangzhou', 'poi.tsv');
  const load = (as: string, stage: string, pattern: string) =>
    run(
      'cli.ts',
      'import',
      workspace,
      list,
      '--as',
      as,
      '--no-header',
      '--map',
      'name=1',
      '--map',
      'address=2',
      '--map',
      stage,
      '--map',
      'lngLat=5',
      '--crs',
      'wgs84',
      '--where',
      `4~${pattern}`,
    );
  run('cli.ts', 'init', workspace, '--pack', 'beijing-daxing');
  load('schools', 'stage=4', '小学|中学|幼儿园');
  load('venues', 'category=4', '网吧|KTV|游戏厅|彩票|住宿');
  const ms = best(5, () =>
    run('cli.ts', 'check', workspace, '--out', join(folder, 'findings.csv'), '--json'),
  );
  const points = readFileSync(list, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const at = (pattern: RegExp) =>
    points
      .filter((cells) => pattern.test(cells[3] ?? ''))
      .map((cells) => (cells[4] ?? '').split(',').map(Number) as [number, number]);
  const [schools, venues] = [at(/小学|中学|幼儿园/), at(/网吧|KTV|游戏厅|彩票|住宿/)];
  const peerMs = best(3, () => {
    for (const school of schools) for (const venue of venues) geodesicDistance(school, venue);
  });
  figures.add({
    what: 'check, 86 schools × 774 venues, with start-up and CSV',
    value: ms,
    unit: 'ms',
    limit: ceilings.hangzhouMs,
    peer: 'Karney over all pairs in one process',
    peerValue: peerMs,
  });
}
