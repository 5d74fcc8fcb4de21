import { describe, expect, it } from 'vitest';
import { reportKinds } from '#shared/contract/reports.ts';
import { openDemo } from '../support/demo.ts';

describe('reports and documents that are made again', () => {
  it('tell which sheets of a workbook changed since it was made over the same days', async () => {
    const call = await openDemo();
    const { today } = await call('workspace.describe', {});
    const span = { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
    expect(await call('reports.changes', span)).toEqual([]);
    await call('reports.make', { kinds: [...reportKinds], ...span });
    const changed = async (days = span) =>
      (await call('reports.changes', days)).flatMap((each) => (each.changed ? [each.kind] : []));
    expect(await call('reports.changes', span)).toHaveLength(reportKinds.length);
    expect(await changed()).toEqual([]);
    const open = (await call('hazards.list', {})).find(({ state }) => state !== 'closed');
    await call('hazards.extend', {
      id: open?.id ?? 0,
      dueOn: `${Number(today.slice(0, 4)) + 1}-12-31`,
      reason: '迟',
    });
    expect(await changed()).toEqual(['ledger']);
    // What tells of today is compared over any days, the others are not.
    const other = await call('reports.changes', { ...span, from: `${today.slice(0, 4)}-02-01` });
    expect(other.map(({ kind }) => kind).sort()).toEqual(['findings', 'gaps', 'licences']);
    await call('reports.make', { kinds: ['ledger'], ...span });
    expect(await changed()).toEqual([]);
  });

  it('tell which values of a document differ from when it was issued', async () => {
    const call = await openDemo();
    const open = (await call('hazards.list', {})).find(({ state }) => state !== 'closed');
    const about = { kind: 'hazard' as const, id: open?.id ?? 0 };
    const draft = async () => await call('documents.draft', { template: 'order', about });
    const { issuers, since } = await draft();
    expect(since).toBeNull();
    const input = { template: 'order', about, issuer: issuers[0] ?? '', said: {}, pictures: [] };
    await call('documents.make', input);
    expect((await draft()).since).toMatchObject({ changed: [] });
    const { today } = await call('workspace.describe', {});
    await call('hazards.extend', {
      id: about.id,
      dueOn: `${Number(today.slice(0, 4)) + 1}-12-31`,
      reason: '迟',
    });
    expect((await draft()).since?.changed).toEqual([expect.stringMatching(/期/)]);
  });
});
