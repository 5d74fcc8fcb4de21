import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { LngLat } from '#shared/geodesy/units.ts';

export const POSTGIS_HINT = 'PostGIS is not installed (apt-get install postgresql-15-postgis-3)';

const PORT = '54399';
const POSTGRES = '/usr/lib/postgresql';

/** The programs of an installed PostgreSQL that has PostGIS; null where there is none. */
function findPostgis(): string | null {
  if (!existsSync(POSTGRES)) return null;
  const version = readdirSync(POSTGRES).find((name) =>
    existsSync(join('/usr/share/postgresql', name, 'extension', 'postgis.control')),
  );
  return version ? join(POSTGRES, version, 'bin') : null;
}

export interface PostgisResult {
  /** Best of five warm runs, ms. */
  readonly ms: number;
  readonly pairs: number;
  /** Sum of the exact distances of all pairs, metres. */
  readonly metres: number;
}

/**
 * All pairs within some metres with their exact distance, by `ST_DWithin(geography)` over GiST indexes in a
 * cluster of its own that listens on a socket only. Null where PostGIS is not installed.
 */
export function pairsByPostgis(
  gates: readonly LngLat[],
  venues: readonly LngLat[],
  reach = 200,
): PostgisResult | null {
  const programs = findPostgis();
  if (!programs) return null;
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-postgis-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const asServer = serverIdentity();
  if (asServer) for (const path of [folder, data]) chownSync(path, asServer.uid, asServer.gid);
  const start = (program: string, ...args: string[]) =>
    execFileSync(join(programs, program), args, { stdio: 'ignore', cwd: folder, ...asServer });
  const query = (sql: string) =>
    execFileSync('psql', ['-h', folder, '-p', PORT, '-U', 'postgres', '-qtAX', '-v', 'ON_ERROR_STOP=1'], {
      input: sql,
      encoding: 'utf8',
    });
  start('initdb', '-D', data, '-A', 'trust', '-U', 'postgres');
  start('pg_ctl', '-D', data, '-w', '-o', `-p ${PORT} -k ${folder} -c listen_addresses=`, 'start');
  try {
    query('create extension postgis');
    for (const [table, places] of Object.entries({ gates, venues })) {
      const file = join(folder, `${table}.tsv`);
      writeFileSync(file, places.map(([lng, lat]) => `${lng}\t${lat}\n`).join(''));
      query(`create table ${table} (lng float8, lat float8);
        \\copy ${table} from '${file}'
        alter table ${table} add g geography;
        update ${table} set g = st_setsrid(st_makepoint(lng, lat), 4326)::geography;
        create index on ${table} using gist (g);
        vacuum full analyze ${table};`);
    }
    const joined = `from gates join venues on st_dwithin(gates.g, venues.g, ${reach})`;
    const timed = `explain (analyze, timing off, format json) select count(*), sum(st_distance(gates.g, venues.g)) ${joined};`;
    const answers = query(
      `${timed.repeat(6)} select count(*), sum(st_distance(gates.g, venues.g)) ${joined};`,
    );
    const times = [...answers.matchAll(/"Execution Time": ([\d.]+)/g)].map(([, ms]) => Number(ms));
    const [pairs, metres] = (answers.trimEnd().split('\n').at(-1) ?? '').split('|').map(Number);
    return { ms: Math.min(...times.slice(1)), pairs: pairs ?? 0, metres: metres ?? 0 };
  } finally {
    start('pg_ctl', '-D', data, '-w', '-m', 'fast', 'stop');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** PostgreSQL refuses to run as root: then as the user that its package made. */
function serverIdentity(): { uid: number; gid: number } | null {
  if (userInfo().uid !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
