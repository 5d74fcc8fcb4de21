import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { type Call, callsTo } from '../support/calls.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

/** Moving one gate in a city: saved, measured again, figures, table rows and the tiles around it read again. */
export async function benchCity(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'city');
  await writeLargeWorkspace({ directory, schools: 2000, venues: 200_000, roadEdges: 50_000 });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  try {
    const started = performance.now();
    await call('findings.recompute', {});
    const whole = performance.now() - started;
    await look(call, await gateOf(call));
    let step = 0;
    const value = await bestOf(9, async () => {
      const gate = await gateOf(call);
      step += 1;
      const [lng, lat] = gate.position;
      const moved = { ...gate, position: [lng + (step % 2 === 0 ? -3e-4 : 3e-4), lat] as [number, number] };
      const before = performance.now();
      await call('gates.save', moved);
      await look(call, moved);
      return performance.now() - before;
    });
    figures.add({
      what: 'one gate moved among 2,000 schools and 200,000 venues: findings, figures, table and tiles',
      value,
      unit: 'ms',
      limit: ceilings.gateMoveMs,
      peer: 'measuring everything anew',
      peerValue: whole,
    });
  } finally {
    await service.close();
  }
}

async function gateOf(call: Call) {
  const { gates } = await call('schools.get', { id: 1000 });
  const gate = gates[0];
  if (!gate) throw new Error('school 1000 has a gate');
  return { ...gate, schoolId: 1000 };
}

/** What the screen reads again after a change of one school. */
async function look(call: Call, { position: [lng, lat] }: { position: [number, number] }) {
  await call('tables.rows', {
    table: 'findings',
    query: { match: 'all', parts: [] },
    columns: ['severity', 'venueName', 'category', 'schoolName', 'distance'],
    offset: 0,
    limit: 200,
  });
  const { revision } = await call('workspace.describe', {});
  for (const z of [12, 14, 16]) {
    const size = 2 ** z;
    const x = Math.floor(((lng + 180) / 360) * size);
    const phi = (lat * Math.PI) / 180;
    const y = Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * size);
    await call('map.tile', { revision, z, x, y });
  }
}
