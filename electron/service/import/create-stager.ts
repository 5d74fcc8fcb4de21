import type { createClassifier } from '#shared/classification/classify.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import type { KindsInForce } from '#shared/rules/hazard-kinds.ts';
import type { Read } from '../db/schema/schema.ts';
import { createLedgerPlaces, hazardStager } from './ledger/stage-hazard.ts';
import { createSchoolFinder } from './school-finder.ts';
import { campusStager, gateStager, schoolStager } from './stage-school.ts';
import { addressStager, facilityStager, regionStager, roadStager } from './stage-surroundings.ts';
import { venueStager } from './stage-venue.ts';
import type { ListSource, RowStager } from './staged-row.ts';

/** What stages the rows of a kind of list. */
export async function createStager(
  db: Read,
  as: ImportKind,
  source: ListSource,
  classify: ReturnType<typeof createClassifier>,
  grounds: { readonly today: string; readonly hazardKinds: KindsInForce },
): Promise<RowStager> {
  switch (as) {
    case 'venues':
      return venueStager(source, classify);
    case 'schools':
      return schoolStager(source);
    case 'gates':
      return gateStager(source, await createSchoolFinder(db));
    case 'campuses':
      return campusStager(source);
    case 'facilities':
      return facilityStager(source);
    case 'roads':
      return roadStager(source);
    case 'regions':
      return regionStager(source);
    case 'addresses':
      return addressStager(source);
    case 'hazards':
      return hazardStager(source, await createLedgerPlaces(db), grounds);
  }
}
