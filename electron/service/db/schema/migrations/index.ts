import type { Kysely } from 'kysely';
import { up as initial } from './0001_initial.ts';
import { up as surveys } from './0002_surveys.ts';
import { up as regions } from './0003_regions.ts';
import { up as undoneBatches } from './0004_undone_batches.ts';
import { up as rememberedMappings } from './0005_remembered_mappings.ts';
import { up as problemRows } from './0006_problem_rows.ts';
import { up as importMemory } from './0007_import_memory.ts';
import { up as mapWorkspace } from './0008_map_workspace.ts';
import { up as planning } from './0009_planning.ts';
import { up as ledger } from './0010_ledger.ts';
import { up as attachments } from './0011_attachments.ts';
import { up as visitParticulars } from './0012_visit_particulars.ts';
import { up as reports } from './0013_reports.ts';
import { up as schoolStops } from './0014_school_stops.ts';
import { up as packets } from './0015_packets.ts';
import { up as documents } from './0016_documents.ts';
import { up as gatesAndRoads } from './0017_gates_and_roads.ts';
import { up as prints } from './0018_prints.ts';
import { up as seals } from './0019_seals.ts';
import { up as oneIdentity } from './0020_one_identity.ts';
import { up as rowsOfBatches } from './0021_rows_of_batches.ts';
import { up as mergeLeads } from './0022_merge_leads.ts';
import { up as unreadParts } from './0023_unread_parts.ts';
import { up as codesOfRegions } from './0024_codes_of_regions.ts';
import { up as areasOfAddresses } from './0025_areas_of_addresses.ts';
import { up as uids } from './0026_uids.ts';
import { up as reinspections } from './0027_reinspections.ts';
import { up as sentForms } from './0028_sent_forms.ts';
import { up as suggestedCategories } from './0029_suggested_categories.ts';
import { up as licences } from './0030_licences.ts';
import { up as furtherKinds } from './0031_further_kinds.ts';
import { up as unsurveyedAndDoubtful } from './0032_unsurveyed_and_doubtful.ts';
import { up as adoptions } from './0033_adoptions.ts';
import { up as planDays } from './0034_plan_days.ts';
import { up as corrections } from './0035_corrections.ts';
import { up as papers } from './0036_papers.ts';
import { up as numberedForms } from './0037_numbered_forms.ts';
import { up as foundByKey } from './0038_found_by_key.ts';
import { up as jointVisits } from './0039_joint_visits.ts';
import { up as approvals } from './0040_approvals.ts';
import { up as dutiesByWeekday } from './0041_duties_by_weekday.ts';
import { up as comments } from './0042_comments.ts';
import { up as sources } from './0043_sources.ts';
import { up as visitsByStart } from './0044_visits_by_start.ts';
import { up as numberedDecisions } from './0045_numbered_decisions.ts';
import { up as handings } from './0046_handings.ts';
import { up as campaigns } from './0047_campaigns.ts';
import { up as troubleSpots } from './0048_trouble_spots.ts';
import { up as blanks } from './0049_blanks.ts';
import { up as scores } from './0050_scores.ts';
import { up as exchange } from './0051_exchange.ts';
import { up as handingsOfPlaces } from './0052_handings_of_places.ts';
import { up as neighbours } from './0053_neighbours.ts';

/** One step of the schema, from version N−1 to N; frozen once released. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  up(db: Kysely<any>): Promise<void>;
}

export const migrations: readonly Migration[] = [
  { version: 1, name: '0001_initial', up: initial },
  { version: 2, name: '0002_surveys', up: surveys },
  { version: 3, name: '0003_regions', up: regions },
  { version: 4, name: '0004_undone_batches', up: undoneBatches },
  { version: 5, name: '0005_remembered_mappings', up: rememberedMappings },
  { version: 6, name: '0006_problem_rows', up: problemRows },
  { version: 7, name: '0007_import_memory', up: importMemory },
  { version: 8, name: '0008_map_workspace', up: mapWorkspace },
  { version: 9, name: '0009_planning', up: planning },
  { version: 10, name: '0010_ledger', up: ledger },
  { version: 11, name: '0011_attachments', up: attachments },
  { version: 12, name: '0012_visit_particulars', up: visitParticulars },
  { version: 13, name: '0013_reports', up: reports },
  { version: 14, name: '0014_school_stops', up: schoolStops },
  { version: 15, name: '0015_packets', up: packets },
  { version: 16, name: '0016_documents', up: documents },
  { version: 17, name: '0017_gates_and_roads', up: gatesAndRoads },
  { version: 18, name: '0018_prints', up: prints },
  { version: 19, name: '0019_seals', up: seals },
  { version: 20, name: '0020_one_identity', up: oneIdentity },
  { version: 21, name: '0021_rows_of_batches', up: rowsOfBatches },
  { version: 22, name: '0022_merge_leads', up: mergeLeads },
  { version: 23, name: '0023_unread_parts', up: unreadParts },
  { version: 24, name: '0024_codes_of_regions', up: codesOfRegions },
  { version: 25, name: '0025_areas_of_addresses', up: areasOfAddresses },
  { version: 26, name: '0026_uids', up: uids },
  { version: 27, name: '0027_reinspections', up: reinspections },
  { version: 28, name: '0028_sent_forms', up: sentForms },
  { version: 29, name: '0029_suggested_categories', up: suggestedCategories },
  { version: 30, name: '0030_licences', up: licences },
  { version: 31, name: '0031_further_kinds', up: furtherKinds },
  { version: 32, name: '0032_unsurveyed_and_doubtful', up: unsurveyedAndDoubtful },
  { version: 33, name: '0033_adoptions', up: adoptions },
  { version: 34, name: '0034_plan_days', up: planDays },
  { version: 35, name: '0035_corrections', up: corrections },
  { version: 36, name: '0036_papers', up: papers },
  { version: 37, name: '0037_numbered_forms', up: numberedForms },
  { version: 38, name: '0038_found_by_key', up: foundByKey },
  { version: 39, name: '0039_joint_visits', up: jointVisits },
  { version: 40, name: '0040_approvals', up: approvals },
  { version: 41, name: '0041_duties_by_weekday', up: dutiesByWeekday },
  { version: 42, name: '0042_comments', up: comments },
  { version: 43, name: '0043_sources', up: sources },
  { version: 44, name: '0044_visits_by_start', up: visitsByStart },
  { version: 45, name: '0045_numbered_decisions', up: numberedDecisions },
  { version: 46, name: '0046_handings', up: handings },
  { version: 47, name: '0047_campaigns', up: campaigns },
  { version: 48, name: '0048_trouble_spots', up: troubleSpots },
  { version: 49, name: '0049_blanks', up: blanks },
  { version: 50, name: '0050_scores', up: scores },
  { version: 51, name: '0051_exchange', up: exchange },
  { version: 52, name: '0052_handings_of_places', up: handingsOfPlaces },
  { version: 53, name: '0053_neighbours', up: neighbours },
];

export const SCHEMA_VERSION = migrations.length;

/** Brings a schema from one version to another. */
export async function runMigrations(db: Kysely<any>, from: number, to: number): Promise<void> {
  for (const { version, up } of migrations) if (version > from && version <= to) await up(db);
}
