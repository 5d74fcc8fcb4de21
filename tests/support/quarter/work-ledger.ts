import type { HazardAction } from '#shared/ledger/hazard.ts';
import type { ReinspectionResult } from '#shared/ledger/reinspection.ts';
import type { Call } from '../calls.ts';
import type { Notebook } from './notebook.ts';
import type { MovedClock } from './visit-stops.ts';

const lookers = ['复查甲', '复查乙'].map((name, i) => ({
  name,
  certificate: `复-${i + 1}`,
  agency: '区城管执法局',
}));

/** How far each hazard is taken, one kind after the other. */
const fates = [
  'left',
  'rectifying',
  'waiting',
  'closed',
  'failedOnce',
  'failed',
  'escalated',
  'suspended',
] as const;
type Fate = (typeof fates)[number];

/** The states in which fates end, as the notebook has them. */
const ends: Record<Exclude<Fate, 'left'>, string> = {
  rectifying: 'rectifying',
  waiting: 'reinspect',
  closed: 'closed',
  failedOnce: 'closed',
  failed: 'rectifying',
  escalated: 'escalated',
  suspended: 'suspended',
};

/** The ledger keeper deals with every hazard that is open, each taken as far as its turn says. */
export async function workLedger(call: Call, clock: MovedClock, notebook: Notebook): Promise<void> {
  const rows = await call('hazards.list', {});
  const open = rows.filter(({ state }) => state === 'found' || state === 'assigned');
  const ordered = open.sort((a, b) => a.description.localeCompare(b.description));
  for (const [i, { id, description, state }] of ordered.entries()) {
    const fate = fates[i % fates.length] ?? 'left';
    if (fate === 'left') continue;
    clock.set('2026-11-20');
    if (state === 'found' && fate !== 'escalated' && fate !== 'suspended') await step(call, id, 'assign');
    await deal(call, id, fate);
    const noted = notebook.hazard(description);
    noted.state = ends[fate];
    noted.closedOn = noted.state === 'closed' ? '2026-11-20' : null;
  }
}

async function deal(call: Call, id: number, fate: Exclude<Fate, 'left'>): Promise<void> {
  if (fate === 'escalated') return await step(call, id, 'escalate');
  if (fate === 'suspended') return await step(call, id, 'suspend');
  await step(call, id, 'startRectifying');
  if (fate === 'rectifying') return;
  await step(call, id, 'submitForReinspection');
  if (fate === 'waiting') return;
  if (fate !== 'closed') {
    await look(call, id, '2026-11-18T10:00', '未整改');
    if (fate === 'failed') return;
    await step(call, id, 'submitForReinspection');
  }
  await step(call, id, 'close', await look(call, id, '2026-11-19T10:00', '已整改'));
}

async function step(
  call: Call,
  id: number,
  action: HazardAction,
  reinspectionId: number | null = null,
): Promise<void> {
  const named = action === 'assign' ? { responsibleBody: '区公安分局', responsiblePerson: '店主' } : {};
  const reported = action === 'escalate' ? { reportedTo: '市级' } : {};
  await call('hazards.transition', { id, action, note: '', reinspectionId, ...named, ...reported });
}

async function look(
  call: Call,
  hazardId: number,
  startedAt: string,
  result: ReinspectionResult,
): Promise<number> {
  const about = { hazardId, startedAt, endedAt: startedAt, officers: lookers, facts: '复查所见' };
  return (await call('hazards.reinspect', { ...about, result })).id;
}

/** Corrections of the office: visits that say otherwise afterwards, levels that were wrong, what was none at all. */
export async function correct(call: Call, notebook: Notebook): Promise<void> {
  const visits = await visitIds(call);
  for (const noted of notebook.visits.filter(({ result }) => result === '正常').slice(0, 3)) {
    const description = `${noted.facts}补记之隐患`;
    const hazard = { kind: '其他' as const, level: '较大' as const, description, dueOn: '2026-12-10' };
    await call('visits.correct', {
      id: visits.get(noted.facts) ?? 0,
      result: '发现隐患',
      facts: noted.facts,
      measures: '',
      partyView: '',
      documents: '',
      reason: '漏记隐患',
      hazards: [{ ...hazard, responsibleBody: '', responsiblePerson: '' }],
    });
    noted.result = '发现隐患';
    const { level, dueOn } = hazard;
    notebook.hazards.set(description, { state: 'found', level, foundOn: noted.day, dueOn, closedOn: null });
  }
  const open = (await call('hazards.list', {})).filter(
    ({ state }) => state === 'found' || state === 'assigned',
  );
  const [graver, none] = open.sort((a, b) => a.description.localeCompare(b.description));
  if (!graver || !none) throw new Error('too few hazards');
  const { id, description, schoolId } = graver;
  await call('hazards.correct', {
    id,
    level: '较大',
    kind: '社会治安',
    description,
    schoolId,
    reason: '定级有误',
  });
  notebook.hazard(description).level = '较大';
  await call('hazards.void', { id: none.id, into: null, reason: '误登' });
  notebook.hazard(none.description).state = 'voided';
}

/** Visits of the office by what they say. */
export async function visitIds(call: Call): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const query = { match: 'all' as const, parts: [] };
  for (let offset = 0; ; offset += 1000) {
    const { rows, total } = await call('tables.rows', {
      table: 'visits',
      query,
      columns: ['facts'],
      offset,
      limit: 1000,
    });
    for (const { id, cells } of rows) ids.set(String(cells[0]), id);
    if (offset + rows.length >= total) return ids;
  }
}
