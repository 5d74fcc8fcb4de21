import type { Generated } from 'kysely';
import type { DutyPeriod, IncidentKind } from '#shared/contract/facilities.ts';
import type { Effect, Existing, Method, Origin } from '#shared/rules/rule.ts';
import type { Instrument } from '#shared/zones/instruments.ts';
import type { SurveyMethod } from '#shared/zones/surveyed-distance.ts';
import type { Severity, Verdict } from '#shared/zones/verdict.ts';
import type { Flag } from './flag.ts';
import type { Identified } from './place-tables.ts';

/** What places are judged by, and what came of it. */
export interface JudgingTables {
  packs: { id: string; origin: string; content: string; createdAt: string; updatedAt: string };
  /** Places of a district beside this one as of a day; `content` is JSON of `Edge`. They count nowhere as own ones. */
  neighbours: {
    id: Generated<number>;
    district: string;
    day: string;
    content: string;
    broughtAt: string;
    broughtBy: string;
  };
  surveys: {
    id: Generated<number>;
    code: string;
    schoolId: number;
    venueId: number;
    gateId: number | null;
    method: SurveyMethod;
    distance: number;
    sigma: number;
    fromText: string;
    toText: string;
    segments: string;
    instrument: Instrument;
    instrumentNumber: string;
    surveyedAt: string;
    officers: string;
    witness: string;
    note: string;
    computed: string;
    recordedAt: string;
    withdrawnAt: string | null;
    withdrawnReason: string;
  } & Identified;
  findings: {
    id: Generated<number>;
    schoolId: number;
    venueId: number;
    ruleId: string;
    /** The further kind of the venue for which it is; null where it is for its category. */
    kind: string | null;
    gateId: number | null;
    origin: Origin;
    method: Method;
    distance: number;
    boundary: number | null;
    gate: number | null;
    walking: number | null;
    sigma: number;
    limit: number;
    verdict: Verdict;
    effect: Effect;
    existing: Existing | null;
    severity: Severity;
    severityRank: number;
    bearing: number;
    fromLng: number;
    fromLat: number;
    disagrees: Flag;
    note: string;
    isPrimary: Flag;
    surveyId: number | null;
    /** Place of the rule among those in force: of equal findings the earlier rule counts. */
    ruleRank: number;
  };
  /** What is arranged at a gate, in words. */
  gatePlans: {
    gateId: number;
    restrictions: string;
    oneWay: string;
    waiting: string;
    note: string;
    updatedAt: string;
    updatedBy: string;
  };
  /** Who stands where at a gate when pupils come and go. */
  duties: {
    id: Generated<number>;
    gateId: number;
    period: DutyPeriod;
    post: string;
    body: string;
    person: string;
    phone: Generated<string>;
    from: string;
    until: string;
    /** On which days of the week somebody stands there, Monday is 1: JSON. */
    weekdays: Generated<string>;
    substitute: Generated<string>;
    substitutePhone: Generated<string>;
  };
  /** What happened at a place; `at` is local time. */
  incidents: {
    id: Generated<number>;
    kind: IncidentKind;
    at: string;
    lng: number;
    lat: number;
    note: Generated<string>;
    addedAt: string;
    addedBy: string;
  };
  /** A walk to a gate; `answers` is JSON of `SurveyAnswer` by requirement: what it leaves out was not looked for. */
  gateSurveys: {
    id: Generated<number>;
    gateId: number;
    surveyedOn: string;
    surveyors: string;
    answers: string;
    note: string;
    recordedAt: string;
    recordedBy: string;
  } & Identified;
  /** What gates had on a day: JSON of provisions by gate and requirement. */
  provisionSnapshots: { id: Generated<number>; title: string; at: string; by: string; content: string };
}
