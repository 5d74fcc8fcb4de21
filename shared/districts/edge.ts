import { z } from 'zod';
import type { LngLatBounds, Metres } from '../geodesy/units.ts';
import { schoolStageSchema } from '../registry/stage.ts';
import { ruleSchema } from '../rules/rule.ts';
import { findFindings } from '../zones/find-findings.ts';
import type { Finding } from '../zones/finding.ts';
import { schoolBounds } from '../zones/measured-places.ts';
import { SurveyedDistances } from '../zones/surveyed-distance.ts';
import { VenueColumns } from '../zones/venue-columns.ts';
import { VenueIndex } from '../zones/venue-index.ts';
import { type Severity, severities } from '../zones/verdict.ts';

const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const placedSchema = z.object({ id: z.int(), name: z.string(), position: positionSchema, sigma: z.number() });

/** What of a district lies so near its border that it may matter on the other side, with the rules for its schools. */
export const edgeSchema = z.object({
  rules: z.array(ruleSchema.safeExtend({ distance: z.number() })),
  schools: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      stage: schoolStageSchema,
      since: z.string().nullable(),
      campus: z.array(z.array(z.array(positionSchema))).nullable(),
      campusSigma: z.number(),
      gates: z.array(placedSchema.extend({ isMain: z.boolean() })),
      point: positionSchema.nullable(),
      pointSigma: z.number(),
    }),
  ),
  venues: z.array(
    placedSchema.extend({
      category: z.string(),
      further: z.array(z.string()),
      since: z.string().nullable(),
      coarse: z.boolean(),
    }),
  ),
});
export type Edge = z.infer<typeof edgeSchema>;
export type EdgeVenue = Edge['venues'][number];

/** The box around each school and venue. */
export function boxesOfEdge({ schools, venues }: Edge): LngLatBounds[] {
  return [
    ...schools.flatMap((school) => {
      const box = schoolBounds(school);
      return box ? [box] : [];
    }),
    ...venues.map(({ position: [lng, lat] }): LngLatBounds => [lng, lat, lng, lat]),
  ];
}

/** A venue of one district in or near the zone of a school of another. */
export interface EdgeFinding {
  readonly school: string;
  readonly venue: string;
  /** Id of the kind of venue for which it is. */
  readonly category: string;
  readonly severity: Severity;
  readonly distance: Metres;
  readonly limit: Metres;
  readonly position: [number, number];
}

/** A finding across a border, with its rule and its two places. */
export interface FindingAcross {
  readonly finding: Finding;
  readonly rule: Edge['rules'][number];
  readonly school: Edge['schools'][number];
  readonly venue: EdgeVenue;
}

/**
 * The schools of one district judged with the venues of another, by the rules of the schools' district: the weightiest
 * finding of each pair that is not 区外. Roads end at the border, so a rule that means walking leaves 待实测.
 */
export function findAcross({ schools, rules }: Edge, { venues }: Pick<Edge, 'venues'>): FindingAcross[] {
  if (schools.length === 0 || venues.length === 0) return [];
  const index = new VenueIndex(VenueColumns.from(venues));
  const surveys = new SurveyedDistances([]);
  const worst = new Map<string, Finding>();
  for (const finding of findFindings(schools, index, { rules, network: null, surveys })) {
    if (finding.severity === 'outside') continue;
    const pair = `${finding.schoolId} ${finding.venueId}`;
    const known = worst.get(pair);
    if (!known || weightOf(finding) < weightOf(known)) worst.set(pair, finding);
  }
  const schoolsById = new Map(schools.map((school) => [school.id, school]));
  const venuesById = new Map(venues.map((venue) => [venue.id, venue]));
  const rulesById = new Map(rules.map((rule) => [rule.id, rule]));
  return [...worst.values()].flatMap((finding) => {
    const [school, venue] = [schoolsById.get(finding.schoolId), venuesById.get(finding.venueId)];
    const rule = rulesById.get(finding.ruleId);
    return school && venue && rule ? [{ finding, rule, school, venue }] : [];
  });
}

/** The same, told by names. */
export function judgeEdge(edge: Edge, other: Pick<Edge, 'venues'>): EdgeFinding[] {
  return findAcross(edge, other).map(edgeFindingOf);
}

export function edgeFindingOf({ finding, school, venue }: FindingAcross): EdgeFinding {
  const { kind, severity, distance, limit } = finding;
  const { name, category, position } = venue;
  return {
    ...{ school: school.name, venue: name, category: kind ?? category, position },
    ...{ severity, distance, limit },
  };
}

function weightOf({ severity }: Finding): number {
  return severities.indexOf(severity);
}
