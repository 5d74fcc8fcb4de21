import { CodedError } from '#shared/contract/errors.ts';
import { selectVenueWhole } from '../../db/queries/documents.ts';
import { selectHazardIdsAt } from '../../db/queries/hazards.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectPapersOf } from '../../db/queries/papers.ts';
import { selectSchool } from '../../db/queries/schools.ts';
import { selectSurveys } from '../../db/queries/surveys.ts';
import { selectVisitsOfVenue } from '../../db/queries/visits.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { venueFilling } from '../documents/venue-values.ts';
import { type Annex, paperAnnexes } from './annexes.ts';
import { photoAnnex, photoPart, sheetAnnexes, sheetPart } from './case-annexes.ts';
import type { CaseContent } from './case-content.ts';
import { distancePart, rulePart, surveyPart } from './case-distances.ts';
import { type CasePhoto, caseHazards, casePhotos } from './case-hazards.ts';
import { findingMaps } from './case-maps.ts';
import { hazardPart, licencePart, paperPart, timelinePart, visitPart } from './case-records.ts';

/** What the cover tells of a venue. */
const FACTS = [
  '当事人',
  '统一社会信用代码',
  '负责人',
  '地址',
  '类别',
  '学校',
  '距离',
  '限值',
  '判定',
  '依据',
];

/** The case of a venue; with a school only the distances to it. Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN, ATTACHMENT_MISSING. */
export async function gatherVenueCase(
  context: QueryContext,
  { venueId, schoolId }: { readonly venueId: number; readonly schoolId: number | null },
): Promise<CaseContent> {
  const { db } = context;
  const venue = await selectVenueWhole(db, venueId);
  if (!venue) throw new CodedError('VENUE_UNKNOWN', { id: venueId });
  const school = schoolId === null ? undefined : await selectSchool(db, schoolId);
  if (schoolId !== null && !school) throw new CodedError('SCHOOL_UNKNOWN', { id: schoolId });
  const visits = await selectVisitsOfVenue(db, venueId);
  const hazards = await caseHazards(db, await selectHazardIdsAt(db, { venueId }));
  const photos = await casePhotos(db, visits, hazards);
  const papers = await selectPapersOf(db, { kind: 'venue', id: venueId });
  const findings = await selectNamedFindings(db, { venueId, schoolId: schoolId ?? undefined });
  const surveys = await selectSurveys(db, { venueId, schoolId: schoolId ?? undefined });
  const annexes = await annexesOf(context, venue.name, { findings, papers, photos });
  const { known } = await venueFilling(context, venueId);
  return {
    name: [venue.name, school?.name].filter(Boolean).join('、'),
    facts: FACTS.map((title) => [title, known[title] ?? '']),
    annexes,
    parts: [
      distancePart(context, findings),
      sheetPart(annexes, '没有规则管到这家场所，也没有出过有它的图。'),
      surveyPart(surveys, '学校'),
      await licencePart(context, venueId),
      visitPart(visits),
      hazardPart(hazards),
      paperPart(papers),
      photoPart(photos),
      await timelinePart(context, hazards, visits, []),
      rulePart(context, findings, '没有规则管到这家场所。'),
    ],
  };
}

/** The files beside a case: maps that are drawn for it, sheets that were printed, papers, photos. */
async function annexesOf(
  context: QueryContext,
  name: string,
  { findings, papers, photos }: Shown,
): Promise<Annex[]> {
  const primary = findings.filter(({ isPrimary }) => isPrimary === 1);
  return [
    ...(await findingMaps(context, primary)),
    ...(await sheetAnnexes(context, ({ venues }) => venues.some((venue) => venue.name === name))),
    ...(await paperAnnexes(context, papers)),
    ...photos.map((photo, i) => photoAnnex(context, photo, i)),
  ];
}

interface Shown {
  readonly findings: Awaited<ReturnType<typeof selectNamedFindings>>;
  readonly papers: Awaited<ReturnType<typeof selectPapersOf>>;
  readonly photos: readonly CasePhoto[];
}
