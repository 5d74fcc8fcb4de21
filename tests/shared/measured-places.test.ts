import { describe, expect, it } from 'vitest';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';

const school: SchoolPlace = {
  id: 1,
  name: '甲校',
  stage: '小学',
  since: null,
  campus: null,
  campusSigma: 5,
  gates: [],
  point: [116.5, 39.5],
  pointSigma: 50,
};
const gate = (position: LngLat) => ({ id: 1, name: '', isMain: false, position, sigma: 3 });

describe('the box of a school', () => {
  const campus = [[[[116.4, 39.9] as const, [116.41, 39.9] as const, [116.41, 39.92] as const]], [[]], []];

  it('holds campus and gates, and not the point that stands for neither', () => {
    expect(schoolBounds({ ...school, campus })).toEqual([116.4, 39.9, 116.41, 39.92]);
    expect(schoolBounds({ ...school, campus, gates: [gate([116.39, 39.95])] })).toEqual([
      116.39, 39.9, 116.41, 39.95,
    ]);
    expect(schoolBounds({ ...school, gates: [gate([116.39, 39.95])] })).toEqual([
      116.39, 39.95, 116.39, 39.95,
    ]);
  });

  it('is its point where nothing else is known, and nothing without a point', () => {
    expect(schoolBounds(school)).toEqual([116.5, 39.5, 116.5, 39.5]);
    expect(schoolBounds({ ...school, point: null })).toBeNull();
  });
});

describe('surveyed distances', () => {
  const survey = (id: number, schoolId: number, venueId: number) => ({
    id,
    code: `CL-${id}`,
    schoolId,
    venueId,
    gateId: null,
    method: 'straight' as const,
    distance: 100,
    sigma: 0.1,
  });

  it('are told by school and venue, in the order in which they were measured', () => {
    const surveys = new SurveyedDistances([
      survey(1, 1, 7),
      survey(2, 1, 8),
      survey(3, 2, 7),
      survey(4, 1, 7),
    ]);
    const ids = (schoolId: number, venueId: number) =>
      surveys
        .ofSchool(schoolId)
        ?.get(venueId)
        ?.map(({ id }) => id);
    expect([ids(1, 7), ids(1, 8), ids(2, 7)]).toEqual([[1, 4], [2], [3]]);
    expect(ids(2, 8)).toBeUndefined();
    expect(surveys.ofSchool(3)).toBeNull();
    expect(surveys.isEmpty).toBe(false);
    expect(new SurveyedDistances([]).isEmpty).toBe(true);
  });
});
