import type { SchoolHit, VenueHit } from '#shared/contract/precheck.ts';
import { basisText, type Rule } from '#shared/rules/rule.ts';
import { severities } from '#shared/zones/verdict.ts';

/** Hits of several rules with the same result. */
export type AlikeHits = readonly [VenueHit, ...VenueHit[]];

/** Joins hits of one category, school, distance, limit and conclusion. */
export function alikeHits(hits: readonly VenueHit[]): AlikeHits[] {
  const groups = new Map<string, [VenueHit, ...VenueHit[]]>();
  for (const hit of hits) {
    const key = [hit.category, hit.schoolId, hit.distance, hit.limit, hit.severity, hit.effect].join('/');
    const known = groups.get(key);
    if (known) known.push(hit);
    else groups.set(key, [hit]);
  }
  return [...groups.values()];
}

/** The legal bases of hits with the same result, in one line; it says where a text was not checked. */
export function basesOf(hits: AlikeHits, rules: readonly Rule[]): string {
  return hits
    .map(({ ruleId }) => {
      const rule = rules.find(({ id }) => id === ruleId);
      return rule ? basisText(rule) : ruleId;
    })
    .join('；');
}

/** The weightiest hit of each venue, worst first, then nearest: hits come rule by rule. */
export function weightiestHits(hits: readonly SchoolHit[]): SchoolHit[] {
  const weight = ({ severity }: SchoolHit) => severities.indexOf(severity);
  const best = new Map<number, SchoolHit>();
  for (const hit of hits) {
    const known = best.get(hit.venueId);
    if (!known || weight(hit) < weight(known)) best.set(hit.venueId, hit);
  }
  return [...best.values()].sort((a, b) => weight(a) - weight(b) || a.distance - b.distance);
}
