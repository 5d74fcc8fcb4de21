import { describe, expect, it } from 'vitest';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

async function town() {
  const open = await openWorkspace();
  await importSmallTown(open);
  return open;
}

describe('a rule pack of the workspace', () => {
  it('is a copy that decides in place of its origin, without changing any finding', async () => {
    const { call } = await town();
    const before = await call('findings.list', { allRules: true });
    const { id } = await call('packs.copy', { id: 'beijing-daxing', title: '大兴区 2026 修订' });
    expect(id).toBe('beijing-daxing-own');
    expect((await call('workspace.describe', {})).pack).toMatchObject({ id, title: '大兴区 2026 修订' });
    expect(await call('findings.list', { allRules: true })).toEqual(before);
    const { difference, origin } = await call('packs.get', { id });
    expect(origin).toBe('beijing-daxing');
    expect(difference).toEqual({
      pack: [{ field: 'title', before: '大兴区', after: '大兴区 2026 修订' }],
      rules: [],
    });
    expect((await call('packs.copy', { id, title: '再改' })).id).toBe('beijing-daxing-own-2');
  });

  it('is edited with a preview of what flips, and only the edited rule is measured again', async () => {
    const { call } = await town();
    const { id } = await call('packs.copy', { id: 'beijing-daxing', title: '修订' });
    const { pack, rules } = await call('packs.get', { id });
    const own = pack.rules.find((rule) => rule.categories.includes('internet_cafe')) ?? rules[0];
    if (!own) throw new Error('the pack has a rule of its own');
    const edited = {
      ...pack,
      rules: pack.rules.map((rule) => (rule.id === own.id ? { ...rule, distance: 60 } : rule)),
    };
    const preview = await call('changes.preview', { command: 'packs.save', input: { pack: edited } });
    await call('packs.save', { pack: edited });
    const after = (await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row);
    await call('findings.recompute', {});
    const whole = (await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row);
    expect(after).toEqual(whole);
    expect(after.filter(({ ruleId }) => ruleId === own.id).every(({ limit }) => limit === 60)).toBe(true);
    // The national rule still forbids what the edited one lets go.
    expect(preview).toEqual({ total: 0, flips: [] });
    const alone = { ...edited, includes: [] };
    const { flips } = await call('changes.preview', { command: 'packs.save', input: { pack: alone } });
    expect(flips.map(({ venueName, after: is }) => `${venueName} ${is}`)).toContain('极速网吧 outside');
    const { difference } = await call('packs.get', { id });
    expect(difference.rules).toEqual([
      {
        ruleId: own.id,
        title: own.title,
        kind: 'changed',
        fields: [{ field: 'distance', before: String(own.distance), after: '60' }],
      },
    ]);
  });

  it('takes a rule over from another pack, and gives it up again', async () => {
    const { call } = await town();
    const { id } = await call('packs.copy', { id: 'beijing-daxing', title: '修订' });
    const { pack } = await call('packs.get', { id });
    await call('packs.save', { pack: { ...pack, includes: [], rules: [] } });
    expect(await call('findings.list', {})).toEqual([]);
    expect((await call('packs.get', { id })).difference.rules.every(({ kind }) => kind === 'removed')).toBe(
      true,
    );
    await call('packs.save', { pack });
    expect((await call('findings.list', {})).length).toBeGreaterThan(0);
  });

  it('refuses what would not hold together', async () => {
    const { call } = await town();
    const { pack: given } = await call('packs.get', { id: 'beijing-daxing' });
    await expect(call('packs.save', { pack: given })).rejects.toMatchObject({ code: 'PACK_READONLY' });
    const { id } = await call('packs.copy', { id: 'beijing-daxing', title: '修订' });
    const { pack } = await call('packs.get', { id });
    const [rule] = pack.rules;
    if (!rule) throw new Error('the pack has a rule of its own');
    const broken = (change: object) => call('packs.save', { pack: { ...pack, ...change } });
    await expect(broken({ rules: [rule, rule] })).rejects.toMatchObject({ code: 'PACK_INVALID' });
    await expect(broken({ rules: [{ ...rule, categories: ['no_such'] }] })).rejects.toMatchObject({
      code: 'PACK_INVALID',
    });
    await expect(broken({ rules: [{ ...rule, distance: -1 }] })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(call('packs.remove', { id })).rejects.toMatchObject({ code: 'PACK_IN_USE' });
    await expect(call('packs.use', { id: 'nowhere' })).rejects.toMatchObject({ code: 'PACK_UNKNOWN' });
  });

  it('is left for another pack and removed, and survives closing the workspace', async () => {
    const { call, service, directory } = await town();
    const { id } = await call('packs.copy', { id: 'beijing-daxing', title: '修订' });
    await service.close();
    await service.open(directory);
    expect((await call('workspace.describe', {})).pack.id).toBe(id);
    const used = await call('packs.use', { id: 'henan-anyang' });
    expect(used).toEqual({});
    const switched = (await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row);
    await call('findings.recompute', {});
    expect((await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row)).toEqual(
      switched,
    );
    await call('packs.remove', { id });
    expect((await call('packs.list', {})).some((pack) => pack.id === id)).toBe(false);
  });
});
