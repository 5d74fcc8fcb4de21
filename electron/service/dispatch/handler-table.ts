import { approvalsHandlers } from '../handlers/approvals.ts';
import { attachmentsHandlers } from '../handlers/attachments.ts';
import { backupsHandlers } from '../handlers/backups.ts';
import { blanksHandlers } from '../handlers/blanks.ts';
import { calendarHandlers } from '../handlers/calendar.ts';
import { campaignsHandlers } from '../handlers/campaigns.ts';
import { casesHandlers } from '../handlers/cases.ts';
import { commentsHandlers } from '../handlers/comments.ts';
import { coverageHandlers } from '../handlers/coverage.ts';
import { daysHandlers } from '../handlers/days.ts';
import { diagnosticsHandlers } from '../handlers/diagnostics.ts';
import { districtsHandlers } from '../handlers/districts.ts';
import { documentsHandlers } from '../handlers/documents.ts';
import { draftsHandlers } from '../handlers/drafts.ts';
import { duplicatesHandlers } from '../handlers/duplicates.ts';
import { editingHandlers } from '../handlers/editing.ts';
import { editsHandlers } from '../handlers/edits.ts';
import { exchangeHandlers } from '../handlers/exchange.ts';
import { exportsHandlers } from '../handlers/exports.ts';
import { facilitiesHandlers } from '../handlers/facilities.ts';
import { findingsHandlers } from '../handlers/findings.ts';
import { handingsHandlers, meetingsHandlers } from '../handlers/handings.ts';
import type { Handlers } from '../handlers/handler-types.ts';
import { hazardsHandlers } from '../handlers/hazards.ts';
import { historyHandlers } from '../handlers/history.ts';
import { importHandlers } from '../handlers/import.ts';
import { licencesHandlers } from '../handlers/licences.ts';
import { locatingHandlers } from '../handlers/locating.ts';
import { mapHandlers } from '../handlers/map.ts';
import { mineHandlers } from '../handlers/mine.ts';
import { neighboursHandlers } from '../handlers/neighbours.ts';
import { officersHandlers } from '../handlers/officers.ts';
import { overviewHandlers } from '../handlers/overview.ts';
import { packetsHandlers } from '../handlers/packets.ts';
import { packsHandlers } from '../handlers/packs.ts';
import { papersHandlers } from '../handlers/papers.ts';
import { phonesHandlers } from '../handlers/phones.ts';
import { photosHandlers } from '../handlers/photos.ts';
import { placesHandlers } from '../handlers/places.ts';
import { precheckHandlers } from '../handlers/precheck.ts';
import { presenceHandlers } from '../handlers/presence.ts';
import { presentationHandlers } from '../handlers/presentation.ts';
import { presetsHandlers } from '../handlers/presets.ts';
import { queuesHandlers } from '../handlers/queues.ts';
import { rechecksHandlers } from '../handlers/rechecks.ts';
import { reportsHandlers } from '../handlers/reports.ts';
import { reviewHandlers } from '../handlers/review.ts';
import { routesHandlers } from '../handlers/routes.ts';
import { savedHandlers } from '../handlers/saved.ts';
import { scoresHandlers } from '../handlers/scores.ts';
import { selfChecksHandlers } from '../handlers/self-checks.ts';
import { sheetsHandlers } from '../handlers/sheets.ts';
import { surveysHandlers } from '../handlers/surveys.ts';
import { sweepsHandlers } from '../handlers/sweeps.ts';
import { tablesHandlers } from '../handlers/tables.ts';
import { targetsHandlers } from '../handlers/targets.ts';
import { teamsHandlers } from '../handlers/teams.ts';
import { troubleSpotsHandlers } from '../handlers/trouble-spots.ts';
import { visitsHandlers } from '../handlers/visits.ts';
import { watchHandlers } from '../handlers/watch.ts';
import { workspaceHandlers } from '../handlers/workspace.ts';

/** Each procedure of the contract with its handler. */
export const handlers: Handlers = {
  ...workspaceHandlers,
  ...findingsHandlers,
  ...placesHandlers,
  ...phonesHandlers,
  ...editingHandlers,
  ...licencesHandlers,
  ...surveysHandlers,
  ...precheckHandlers,
  ...packsHandlers,
  ...exportsHandlers,
  ...mapHandlers,
  ...importHandlers,
  ...presetsHandlers,
  ...reviewHandlers,
  ...locatingHandlers,
  ...duplicatesHandlers,
  ...queuesHandlers,
  ...sweepsHandlers,
  ...officersHandlers,
  ...teamsHandlers,
  ...targetsHandlers,
  ...routesHandlers,
  ...daysHandlers,
  ...calendarHandlers,
  ...campaignsHandlers,
  ...visitsHandlers,
  ...packetsHandlers,
  ...coverageHandlers,
  ...hazardsHandlers,
  ...handingsHandlers,
  ...meetingsHandlers,
  ...troubleSpotsHandlers,
  ...rechecksHandlers,
  ...selfChecksHandlers,
  ...exchangeHandlers,
  ...neighboursHandlers,
  ...approvalsHandlers,
  ...commentsHandlers,
  ...mineHandlers,
  ...presenceHandlers,
  ...attachmentsHandlers,
  ...photosHandlers,
  ...reportsHandlers,
  ...blanksHandlers,
  ...casesHandlers,
  ...scoresHandlers,
  ...documentsHandlers,
  ...papersHandlers,
  ...backupsHandlers,
  ...sheetsHandlers,
  ...facilitiesHandlers,
  ...tablesHandlers,
  ...savedHandlers,
  ...draftsHandlers,
  ...editsHandlers,
  ...districtsHandlers,
  ...overviewHandlers,
  ...watchHandlers,
  ...historyHandlers,
  ...presentationHandlers,
  ...diagnosticsHandlers,
};
