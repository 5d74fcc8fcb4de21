import type { z } from 'zod';
import { approvalsProcedures } from './approvals.ts';
import type { Area } from './areas.ts';
import { attachmentsProcedures } from './attachments.ts';
import { backupsProcedures } from './backups.ts';
import { blanksProcedures } from './blanks.ts';
import { campaignsProcedures } from './campaigns.ts';
import { casesProcedures } from './cases.ts';
import { commentsProcedures } from './comments.ts';
import { diagnosticsProcedures } from './diagnostics.ts';
import { districtsProcedures } from './districts.ts';
import { documentsProcedures } from './documents.ts';
import { draftsProcedures } from './drafts.ts';
import { duplicatesProcedures } from './duplicates.ts';
import { editingProcedures } from './editing.ts';
import { editsProcedures } from './edits.ts';
import { exchangeProcedures } from './exchange.ts';
import { exportsProcedures } from './exports.ts';
import { facilitiesProcedures } from './facilities.ts';
import { findingsProcedures } from './findings.ts';
import { handingsProcedures } from './handings.ts';
import { historyProcedures } from './history.ts';
import { hostProcedures } from './host.ts';
import { importProcedures } from './import.ts';
import { leadsProcedures } from './leads.ts';
import { ledgerProcedures } from './ledger.ts';
import { licencesProcedures } from './licences.ts';
import { locatingProcedures } from './locating.ts';
import { mapProcedures } from './map.ts';
import { mineProcedures } from './mine.ts';
import { neighboursProcedures } from './neighbours.ts';
import { officeProcedures } from './office.ts';
import { overviewProcedures } from './overview.ts';
import { packetsProcedures } from './packets.ts';
import { packsProcedures } from './packs.ts';
import { papersProcedures } from './papers.ts';
import { phonesProcedures } from './phones.ts';
import { photosProcedures } from './photos.ts';
import { placesProcedures } from './places.ts';
import { planDaysProcedures } from './plan-days.ts';
import { planningProcedures } from './planning.ts';
import { precheckProcedures } from './precheck.ts';
import { presenceProcedures } from './presence.ts';
import { presentationProcedures } from './presentation.ts';
import { queuesProcedures } from './queues.ts';
import { reportsProcedures } from './reports.ts';
import { reviewProcedures } from './review.ts';
import { savedProcedures } from './saved.ts';
import { scoresProcedures } from './scores.ts';
import { selfChecksProcedures } from './self-checks.ts';
import { sheetsProcedures } from './sheets.ts';
import { surveysProcedures } from './surveys.ts';
import { sweepsProcedures } from './sweeps.ts';
import { tablesProcedures } from './tables.ts';
import { troubleSpotsProcedures } from './trouble-spots.ts';
import { watchProcedures } from './watch.ts';
import { workspaceProcedures } from './workspace.ts';

/** Procedures of the data service, the same through every door. */
export const serviceContract = {
  ...workspaceProcedures,
  ...findingsProcedures,
  ...placesProcedures,
  ...phonesProcedures,
  ...editingProcedures,
  ...licencesProcedures,
  ...surveysProcedures,
  ...precheckProcedures,
  ...packsProcedures,
  ...exportsProcedures,
  ...mapProcedures,
  ...importProcedures,
  ...reviewProcedures,
  ...locatingProcedures,
  ...duplicatesProcedures,
  ...queuesProcedures,
  ...sweepsProcedures,
  ...planningProcedures,
  ...planDaysProcedures,
  ...campaignsProcedures,
  ...packetsProcedures,
  ...ledgerProcedures,
  ...leadsProcedures,
  ...handingsProcedures,
  ...selfChecksProcedures,
  ...exchangeProcedures,
  ...neighboursProcedures,
  ...troubleSpotsProcedures,
  ...approvalsProcedures,
  ...commentsProcedures,
  ...mineProcedures,
  ...presenceProcedures,
  ...attachmentsProcedures,
  ...photosProcedures,
  ...reportsProcedures,
  ...blanksProcedures,
  ...casesProcedures,
  ...scoresProcedures,
  ...documentsProcedures,
  ...papersProcedures,
  ...backupsProcedures,
  ...sheetsProcedures,
  ...facilitiesProcedures,
  ...tablesProcedures,
  ...savedProcedures,
  ...draftsProcedures,
  ...editsProcedures,
  ...districtsProcedures,
  ...overviewProcedures,
  ...watchProcedures,
  ...historyProcedures,
  ...presentationProcedures,
  ...diagnosticsProcedures,
};

/** Everything a page may call: the service, the door it came through, and the accounts of an office. */
export const contract = { ...serviceContract, ...hostProcedures, ...officeProcedures };

export { hostProcedures as hostContract, officeProcedures as officeContract };

export type ServiceProcedureName = keyof typeof serviceContract;
export type HostProcedureName = keyof typeof hostProcedures;
export type OfficeProcedureName = keyof typeof officeProcedures;
export type ProcedureName = keyof typeof contract;
/** Queries whose answers pages keep. */
export type KeptQueryName = {
  [Name in ProcedureName]: (typeof contract)[Name] extends { readonly reads: readonly Area[] } ? Name : never;
}[ProcedureName];
export type InputOf<Name extends ProcedureName> = z.input<(typeof contract)[Name]['input']>;
/** What a form says that it was opened with. */
export type OpenedOf<Name extends ProcedureName> = (typeof contract)[Name] extends {
  readonly opened: infer Opened extends z.ZodType;
}
  ? z.input<Opened>
  : InputOf<Name>;
export type ParsedInputOf<Name extends ProcedureName> = z.output<(typeof contract)[Name]['input']>;
export type OutputOf<Name extends ProcedureName> = z.output<(typeof contract)[Name]['output']>;
