import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const PAGES = 149;
const EDITS = 6;

/** Which pages of a whole atlas differ from the print, after some venues were edited: beside printing it anew. */
export async function benchChangedPages(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'changed-pages');
  await writeLargeWorkspace({ directory, schools: PAGES, venues: 20_000, roadEdges: 0 });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  try {
    await call('findings.recompute', {});
    const templates = await call('sheets.templates', {});
    const found = templates.find(({ id }) => id === 'school-zone');
    if (!found) throw new Error('no template of schools');
    const { savedId: _, ...template } = found;
    const order = { template, basemaps: [], format: 'svg' as const };
    const started = performance.now();
    const { id } = await call('sheets.begin', { order });
    await call('sheets.draw', { id });
    await call('sheets.finish', { id });
    const whole = performance.now() - started;
    const schools = await call('schools.list', {});
    let changed = 0;
    let round = 0;
    const value = await bestOf(5, async () => {
      round += 1;
      for (const { id: schoolId } of schools.slice(0, EDITS)) {
        const [finding] = await call('findings.list', { schoolId });
        const values = { name: `改名${round}` };
        if (finding) await call('tables.edit', { table: 'venues', ids: [finding.venueId], values });
      }
      const before = performance.now();
      changed = (await call('sheets.changes', { order })).pages.length;
      return performance.now() - before;
    });
    figures.add({
      what: `which of ${PAGES} pages differ from their print (${changed} do)`,
      value,
      unit: 'ms',
      limit: ceilings.changedPagesMs,
      peer: 'printing all of them anew',
      peerValue: whole,
    });
  } finally {
    await service.close();
  }
}
