import { CodedError } from '#shared/contract/errors.ts';
import { isCounted, isOpen } from '#shared/ledger/hazard.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { selectHandingsAt } from '../../db/queries/handings.ts';
import { selectHazardIdsAt } from '../../db/queries/hazards.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectNamesById } from '../../db/queries/names-by-id.ts';
import { selectPapersAround } from '../../db/queries/papers.ts';
import { selectSchool } from '../../db/queries/schools.ts';
import { selectSurveys } from '../../db/queries/surveys.ts';
import { selectVisitsAround } from '../../db/queries/visits.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { paperAnnexes } from './annexes.ts';
import { photoAnnex, photoPart, sheetAnnexes, sheetPart } from './case-annexes.ts';
import type { CaseContent } from './case-content.ts';
import { rulePart, surveyPart, venuesPart } from './case-distances.ts';
import { type CaseHazard, caseHazards, casePhotos } from './case-hazards.ts';
import { schoolMap } from './case-maps.ts';
import { hazardPart, paperPart, timelinePart, visitPart } from './case-records.ts';

/**
 * The case of a school: every venue that lies in a zone of it or may, with what was measured, visited, found, handed about
 * and issued there. Errors: SCHOOL_UNKNOWN, ATTACHMENT_MISSING.
 */
export async function gatherSchoolCase(context: QueryContext, schoolId: number): Promise<CaseContent> {
  const { db } = context;
  const school = await selectSchool(db, schoolId);
  if (!school) throw new CodedError('SCHOOL_UNKNOWN', { id: schoolId });
  const findings = (await selectNamedFindings(db, { schoolId })).filter(
    ({ verdict }) => verdict !== 'outside',
  );
  const primary = findings.filter(({ isPrimary }) => isPrimary === 1);
  const visits = await selectVisitsAround(db, schoolId);
  const hazards = await caseHazards(db, await selectHazardIdsAt(db, { schoolId }));
  const photos = await casePhotos(db, visits, hazards);
  const papers = await selectPapersAround(db, schoolId);
  const handings = await selectHandingsAt(db, schoolId);
  const annexes = [
    ...(await schoolMap(context, school)),
    ...(await sheetAnnexes(context, ({ title }) => title.includes(school.name))),
    ...(await paperAnnexes(context, papers)),
    ...photos.map((photo, i) => photoAnnex(context, photo, i)),
  ];
  return {
    name: school.name,
    facts: await factsOf(context, school, primary, hazards),
    annexes,
    parts: [
      venuesPart(context, primary),
      sheetPart(annexes, '这所学校还没有位置，不能画图。'),
      surveyPart(await selectSurveys(db, { schoolId }), '场所'),
      visitPart(visits),
      hazardPart(await namedHazards(db, hazards)),
      paperPart(papers),
      photoPart(photos),
      await timelinePart(context, hazards, visits, handings),
      rulePart(context, findings, '没有规则管到这所学校周边的场所。'),
    ],
  };
}

/** What the cover tells of a school. */
async function factsOf(
  { workspace }: Pick<QueryContext, 'workspace'>,
  school: NonNullable<Awaited<ReturnType<typeof selectSchool>>>,
  findings: readonly { readonly verdict: string }[],
  hazards: readonly CaseHazard[],
): Promise<CaseContent['facts']> {
  const count = (verdict: string) => findings.filter((each) => each.verdict === verdict).length;
  const counted = hazards.filter(({ hazard }) => isCounted(hazard.state));
  const open = hazards.filter(({ hazard }) => isOpen(hazard.state)).length;
  const regions = await workspace.places.regions();
  return [
    ['学校', school.name],
    ['学段', school.stage],
    ['标识码', school.schoolCode],
    ['地址', school.address],
    ['镇街', regions.ofSchool(TOWN_LEVEL, school.id) ?? ''],
    ['派出所', regions.ofSchool(POLICE_LEVEL, school.id) ?? ''],
    ['区内场所', `${count('inside')} 家，另有 ${count('undetermined')} 家待实测`],
    ['隐患', `${counted.length} 项，未销号 ${open} 项`],
  ];
}

/** Hazards that say at which venue they are. */
async function namedHazards(db: Read, hazards: readonly CaseHazard[]): Promise<CaseHazard[]> {
  const ids = hazards.flatMap(({ hazard }) => hazard.venueId ?? []);
  const names = await selectNamesById(db, 'venues', ids);
  return hazards.map(({ hazard, events }) => {
    const place = (hazard.venueId !== null && names.get(hazard.venueId)) || hazard.placeText;
    return { events, hazard: place ? { ...hazard, description: `${place}：${hazard.description}` } : hazard };
  });
}
