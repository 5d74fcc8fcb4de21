import type { OutputOf } from '#shared/contract/contract.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { loadSurveys } from '../../db/queries/places.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readPack } from '../../workspace/rules-in-force.ts';

/** The gravest verdict of each venue under a rule pack, measured as findings are; nothing is kept. Errors: PACK_UNKNOWN. */
export async function judgeUnderPack(
  { db, workspace, today }: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  packId: string,
): Promise<OutputOf<'history.underPack'>> {
  const { pack, rules: all } = await readPack(db, workspace.catalogue, packId);
  const { places } = workspace;
  const index = await places.venues();
  const findings = findFindings([...(await places.schools()).values()], index, {
    rules: decidingRules(all, today, rangeOf(pack)),
    network: await places.network(),
    surveys: await loadSurveys(db),
  });
  const gravest = new Map<number, Severity>();
  for (const { venueId, severity } of findings) {
    const known = gravest.get(venueId) ?? 'outside';
    if (severities.indexOf(severity) < severities.indexOf(known)) gravest.set(venueId, severity);
  }
  const { venues } = index;
  const at = venues.indexById();
  return {
    title: pack.title,
    venues: [...gravest].flatMap(([id, severity]) => {
      const place = at.get(id);
      if (place === undefined) return [];
      const [lng, lat] = venues.position(place);
      return [{ id, lng, lat, severity }];
    }),
  };
}
