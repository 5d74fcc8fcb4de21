import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

interface Entry {
  readonly command: string;
  readonly before: string;
  readonly after: string;
}

function trailOf({ directory }: OpenWorkspace): Entry[] {
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'), { readonly: true });
  const entries = sqlite.prepare<[], Entry>('select command, before, after from audit order by id').all();
  sqlite.close();
  return entries;
}

it('the trail tells of each command what was before and is after, whoever wrote the command, and no keys', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const { id } = await call('officers.save', {
    id: null,
    name: '王志强',
    certificate: '0101',
    agency: '公安分局',
    active: true,
  });
  await call('officers.save', { id, name: '王志刚', certificate: '0101', agency: '公安分局', active: false });
  const { id: sweepId } = await call('sweeps.create', {
    title: '四季度整治',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  await call('sweeps.addStops', { sweepId, venueIds: [1], reason: '抽查' });
  const { id: teamId } = await call('teams.save', {
    id: null,
    sweepId,
    name: '一组',
    days: 1,
    from: '09:00',
    until: '17:00',
    byHand: false,
    members: [],
  });
  await call('teams.remove', { id: teamId });
  await call('edits.undo', { until: null });
  const basemap = (key: string) => ({
    kind: 'basemap' as const,
    source: { type: 'tianditu' as const, layer: 'vec' as const, key, attribution: '', approval: '' },
  });
  await call('saved.save', { name: '天地图', content: basemap('first-secret') });
  const { id: savedId } = await call('saved.save', { name: '天地图', content: basemap('second-secret') });
  await call('saved.remove', { id: savedId });
  await call('workspace.setPassword', { password: null, newPassword: '东街小学27号' });

  const trail = trailOf(workspace);
  const last = (command: string) => {
    const { before, after } = trail.findLast((entry) => entry.command === command)!;
    return { before: JSON.parse(before) as unknown, after: JSON.parse(after) as unknown };
  };
  expect(last('officers.save')).toMatchObject({
    before: { rows: { officers: [{ name: '王志强', active: 1 }] } },
    after: { id, rows: { officers: [{ name: '王志刚', active: 0 }] } },
  });
  expect(last('teams.remove')).toMatchObject({
    before: { rows: { teams: [{ name: '一组' }] } },
    after: { rows: { teams: [null] } },
  });
  expect(last('edits.undo')).toMatchObject({
    before: { rows: { teams: [null] } },
    after: { titles: ['删除小组“一组”'], rows: { teams: [{ name: '一组' }] } },
  });
  expect(last('saved.save')).toMatchObject({ before: { name: '天地图', content: { kind: 'basemap' } } });
  expect(last('workspace.setPassword')).toEqual({
    before: { hasPassword: false },
    after: { hasPassword: true },
  });
  for (const secret of ['first-secret', 'second-secret', '东街小学27号'])
    expect(JSON.stringify(trail)).not.toContain(secret);
});
