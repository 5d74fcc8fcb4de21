import { type Simulated, simulate } from '../support/simulator/simulate.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';
import { wantedLengths } from './wanted.ts';

/** What a night simulates: about an hour of two cores. */
const NIGHT = { seeds: 100, steps: 300 };
/** Of a failure the last steps are told. */
const TOLD = 15;

/**
 * An office with its pages, packets, lists and backups under faults of clock, disk and connections, by number. `--seed N`
 * plays one number alone, and with `--steps M` no further than that.
 */
export async function benchSimulate(figures: Figures, folder: string): Promise<void> {
  const { seed, seeds, steps: asked } = wantedLengths;
  const steps = asked ?? NIGHT.steps;
  const numbers = seed === null ? Array.from({ length: seeds ?? NIGHT.seeds }, (_, i) => i + 1) : [seed];
  const [total, counted] = [{ visits: 0, changes: 0, steps: 0 }, { failed: 0 }];
  for (const number of numbers) {
    const played = await simulate(folder, number, steps);
    total.visits += played.visits;
    total.changes += played.changes;
    total.steps += played.story.length;
    if (played.faults.length === 0 && seed === null) continue;
    if (played.faults.length > 0) counted.failed += 1;
    tell(played, steps, seed !== null);
  }
  figures.add({
    what: `${numbers.length} simulated offices, ${total.steps} steps, ${total.visits} visits and ${total.changes} changes acknowledged: what did not hold`,
    value: counted.failed,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
}

function tell({ seed, story, faults }: Simulated, steps: number, whole: boolean): void {
  const lines = whole ? story : story.slice(-TOLD);
  const again = faults.length > 0 ? [`again: npm run bench -- simulate --seed ${seed} --steps ${steps}`] : [];
  for (const line of [`seed ${seed}`, ...lines, ...faults, ...again]) process.stdout.write(`  ${line}\n`);
}
