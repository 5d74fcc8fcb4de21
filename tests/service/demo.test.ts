import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { callsTo } from '../support/calls.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW } from '../support/workspace.ts';

describe('demonstration workspace', () => {
  it('is a town with schools, venues, base map, one finished and one planned sweep, the same every time', async () => {
    const describeTown = async () => {
      const directory = join(temporaryFolder(), 'demo');
      await writeDemo(directory, { now: () => NOW });
      const service = new DataService({ now: () => NOW });
      await service.open(directory);
      const call = callsTo(service);
      const summary = await call('workspace.describe', {});
      const sweeps = await call('sweeps.list', {});
      const basemaps = await call('basemaps.list', {});
      const hazards = await call('hazards.list', {});
      await service.close();
      return { summary, sweeps, basemaps, states: [...new Set(hazards.map(({ state }) => state))].sort() };
    };
    const first = await describeTown();
    expect(first.summary).toMatchObject({
      demonstration: true,
      counts: { schools: 12, venues: 602, roads: expect.any(Number) },
    });
    expect(first.summary.counts.violations).toBeGreaterThan(10);
    expect(first.summary.counts.undetermined).toBeGreaterThan(3);
    expect(first.sweeps).toMatchObject([
      { period: '2026Q4', stops: 20, visited: 0 },
      { period: '2026Q3', stops: 16, visited: 16 },
    ]);
    expect(first.basemaps).toMatchObject([
      { problem: null, layers: expect.arrayContaining(['roads', 'buildings', 'water', 'landuse']) },
    ]);
    expect(first.states).toEqual(['assigned', 'closed', 'rectifying', 'reinspect']);
    const second = await describeTown();
    expect(second.summary.counts).toEqual(first.summary.counts);
    expect(second.summary.bounds).toEqual(first.summary.bounds);
  });
});
