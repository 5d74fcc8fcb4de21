import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { differenceOf, packDifferenceSchema } from '#shared/rules/pack-difference.ts';
import type { Rule } from '#shared/rules/rule.ts';

const { rules: ownRules, ...daxing } = loadCatalogue().pack('beijing-daxing');
const [first, second] = [ownRules[0], ownRules[1]].map((rule, i): Rule => ({ ...rule!, id: `R${i + 1}` }));
const origin = packOf(daxing, first!, second!);

describe('what a locality changed of the pack that it started from', () => {
  it('is nothing in a copy, under whatever id, with whatever packs included', () => {
    const copy = packOf(
      { ...daxing, id: 'ours', includes: [{ pack: 'national', rules: ['N1'] }] },
      first!,
      second!,
    );
    expect(differenceOf(origin, copy)).toEqual({ pack: [], rules: [] });
  });

  it('is told field by field, the old beside the new, with the path of what lies within', () => {
    const safetyZone = { ...daxing.safetyZone, distance: daxing.safetyZone.distance + 100 };
    const changed = { ...first!, distance: null, basis: { ...first!.basis, article: '第九条' } };
    const difference = differenceOf(
      packOf({ ...daxing, visitCap: null, focusTopics: ['社会治安'] }, { ...first!, distance: 200 }, second!),
      packOf({ ...daxing, visitCap: 4, focusTopics: ['社会治安', '交通秩序'], safetyZone }, changed, second!),
    );
    expect(difference.pack).toEqual([
      {
        field: 'safetyZone.distance',
        before: String(daxing.safetyZone.distance),
        after: String(safetyZone.distance),
      },
      { field: 'focusTopics', before: '["社会治安"]', after: '["社会治安","交通秩序"]' },
      { field: 'visitCap', before: null, after: '4' },
    ]);
    expect(difference.rules).toEqual([
      {
        ruleId: 'R1',
        title: first!.title,
        kind: 'changed',
        fields: [
          { field: 'distance', before: '200', after: null },
          { field: 'basis.article', before: first!.basis.article, after: '第九条' },
        ],
      },
    ]);
    expect(packDifferenceSchema.parse(difference)).toEqual(difference);
  });

  it('names rules that were added and rules that were taken out', () => {
    const fresh = { ...second!, id: 'R3', title: '新规则' };
    const difference = differenceOf(origin, packOf(daxing, first!, fresh));
    expect(difference.rules).toEqual([
      { ruleId: 'R2', title: second!.title, kind: 'removed', fields: [] },
      { ruleId: 'R3', title: '新规则', kind: 'added', fields: [] },
    ]);
    expect(packDifferenceSchema.parse(difference)).toEqual(difference);
  });

  it('calls a changed rule by its new title', () => {
    const difference = differenceOf(origin, packOf(daxing, { ...first!, title: '改过的标题' }, second!));
    expect(difference.rules).toEqual([
      {
        ruleId: 'R1',
        title: '改过的标题',
        kind: 'changed',
        fields: [{ field: 'title', before: first!.title, after: '改过的标题' }],
      },
    ]);
  });

  it('tells a value that only one kind of part has', () => {
    const quarterly = packOf({ ...daxing, cadence: { kind: 'quarterly', times: 2 } });
    const none = packOf({ ...daxing, cadence: { kind: 'none' } });
    expect(differenceOf(quarterly, none).pack).toEqual([
      { field: 'cadence.kind', before: 'quarterly', after: 'none' },
      { field: 'cadence.times', before: '2', after: null },
    ]);
    expect(differenceOf(none, quarterly).pack).toEqual([
      { field: 'cadence.kind', before: 'none', after: 'quarterly' },
      { field: 'cadence.times', before: null, after: '2' },
    ]);
  });

  it('tells a part that only one of them has', () => {
    const escort = { members: 2, of: ['教师'], leader: null, basis: first!.basis };
    const [gained] = differenceOf(packOf({ ...daxing, escort: null }), packOf({ ...daxing, escort })).pack;
    expect(gained).toEqual({ field: 'escort', before: null, after: JSON.stringify(escort) });
    const [lost] = differenceOf(packOf({ ...daxing, escort }), packOf({ ...daxing, escort: null })).pack;
    expect(lost).toEqual({ field: 'escort', before: JSON.stringify(escort), after: null });
  });
});

function packOf(pack: typeof daxing, ...rules: Rule[]) {
  return { pack: { ...pack, rules }, rules };
}
