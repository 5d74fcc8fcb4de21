import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

/** The list of what is to be drawn in a city where nobody has drawn anything, worked out after each gate. */
export async function benchGatesToDraw(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'to-draw');
  await writeLargeWorkspace({ directory, schools: 2000, venues: 200_000, roadEdges: 0, isDrawn: false });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  try {
    const started = performance.now();
    await call('findings.recompute', {});
    const whole = performance.now() - started;
    let { schools } = await call('gates.toDraw', {});
    const value = await bestOf(5, async () => {
      const schoolId = schools[0]?.id ?? 0;
      const { position, name } = await call('schools.get', { id: schoolId });
      if (!position) throw new Error(`${name} has a place`);
      await call('gates.save', {
        ...{ id: null, schoolId, name: '正门', isMain: true, position, positionSource: 'imagery' },
        ...{ frontage: null, band: null },
      });
      const before = performance.now();
      ({ schools } = await call('gates.toDraw', {}));
      return performance.now() - before;
    });
    figures.add({
      what: `what to draw first of 2,000 schools known by a point, among 200,000 venues (${schools.length} listed)`,
      value,
      unit: 'ms',
      limit: ceilings.toDrawOverMeasuring * whole,
      peer: 'measuring everything anew',
      peerValue: whole,
    });
  } finally {
    await service.close();
  }
}
