import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import { ruleSchema } from '#shared/rules/rule.ts';
import { findDoubts } from '#shared/zones/find-doubts.ts';
import type { SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';

const frame = localFrame([116.4, 39.9]);

function rule(id: string, distance: number, more: Record<string, unknown> = {}): DecidingRule {
  const written = {
    id,
    title: id,
    categories: ['internet_cafe'],
    stages: ['小学'],
    distance,
    origin: 'anyGate',
    method: 'straight',
    target: 'entrance',
    effect: 'forbidden',
    existing: 'same',
    effectiveFrom: '2022-01-01',
    effectiveTo: null,
    basis: { document: '试验', article: '一', excerpt: '', url: null, verified: true },
    assumption: null,
    ...more,
  };
  return { ...ruleSchema.parse(written), distance };
}

const school = (id: number, x: number): SchoolPlace => ({
  id,
  name: `${id}校`,
  stage: '小学',
  since: null,
  campus: null,
  campusSigma: 4,
  gates: [{ id, name: '门', isMain: true, position: frame.toLngLat([x, 0]), sigma: 1 }],
  point: null,
  pointSigma: 10,
});

const venue = (id: number, x: number, category: string, more: Partial<VenuePlace> = {}): VenuePlace => ({
  id,
  category,
  since: null,
  position: frame.toLngLat([x, 0]),
  sigma: 1,
  coarse: false,
  ...more,
});

const doubts = (venues: readonly VenuePlace[], rules: readonly DecidingRule[], schools = [school(1, 0)]) =>
  findDoubts(schools, new VenueIndex(VenueColumns.from(venues)), {
    rules,
    network: null,
    surveys: new SurveyedDistances([]),
  });

describe('doubts about venues of unknown kind', () => {
  const ban = rule('ban', 200);

  it('are those that stand where some kind is forbidden; what is known to be something is none', () => {
    const found = doubts(
      [venue(1, 150, 'unknown'), venue(2, 300, 'unknown'), venue(3, 150, 'other'), venue(4, 150, 'ktv')],
      [ban],
    );
    expect([...found.keys()]).toEqual([1]);
    expect(found.get(1)).toMatchObject({
      category: 'internet_cafe',
      schoolId: 1,
      ruleId: 'ban',
      severity: 'violation',
    });
    expect(found.get(1)?.distance).toBeCloseTo(150, 1);
  });

  it('rest on bans alone: what is only supervised, or listed, leaves nothing in doubt', () => {
    const rules = [rule('supervise', 200, { effect: 'supervised' }), { ...rule('list', 200), listed: true }];
    expect(doubts([venue(1, 150, 'unknown')], rules).size).toBe(0);
  });

  it('are told by the gravest ban, then by the nearest school', () => {
    const rules = [rule('near', 80, { categories: ['lottery'] }), ban];
    const found = doubts([venue(1, 79.5, 'unknown'), venue(2, 260, 'unknown')], rules, [
      school(1, 0),
      school(2, 400),
    ]);
    // At 79.5 m the ban of 80 m is not sure, that of 200 m is.
    expect(found.get(1)).toMatchObject({ ruleId: 'ban', severity: 'violation', schoolId: 1 });
    expect(found.get(2)).toMatchObject({ schoolId: 2 });
  });

  it('are there too where it must be measured first', () => {
    expect(doubts([venue(1, 150, 'unknown', { coarse: true })], [ban]).get(1)?.severity).toBe('undetermined');
  });
});
