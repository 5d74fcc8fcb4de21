import type {
  OutputOf,
  ParsedInputOf,
  ServiceProcedureName,
  serviceContract,
} from '#shared/contract/contract.ts';
import type { CommandContext, QueryContext } from '../context.ts';
import { attachmentsHandlers } from './attachments.ts';
import { backupsHandlers } from './backups.ts';
import { coverageHandlers } from './coverage.ts';
import { dealingsHandlers } from './dealings.ts';
import { diagnosticsHandlers } from './diagnostics.ts';
import { documentsHandlers } from './documents.ts';
import { duplicatesHandlers } from './duplicates.ts';
import { editingHandlers } from './editing.ts';
import { editsHandlers } from './edits.ts';
import { exportsHandlers } from './exports.ts';
import { facilitiesHandlers } from './facilities.ts';
import { findingsHandlers } from './findings.ts';
import { importHandlers } from './import.ts';
import { ledgerHandlers } from './ledger.ts';
import { locatingHandlers } from './locating.ts';
import { mapHandlers } from './map.ts';
import { overviewHandlers } from './overview.ts';
import { packetsHandlers } from './packets.ts';
import { packsHandlers } from './packs.ts';
import { phonesHandlers } from './phones.ts';
import { placesHandlers } from './places.ts';
import { planningHandlers } from './planning.ts';
import { precheckHandlers } from './precheck.ts';
import { presetsHandlers } from './presets.ts';
import { reportsHandlers } from './reports.ts';
import { reviewHandlers } from './review.ts';
import { savedHandlers } from './saved.ts';
import { sheetsHandlers } from './sheets.ts';
import { surveysHandlers } from './surveys.ts';
import { sweepsHandlers } from './sweeps.ts';
import { tablesHandlers } from './tables.ts';
import { workspaceHandlers } from './workspace.ts';

type ContextOf<Name extends ServiceProcedureName> = (typeof serviceContract)[Name]['kind'] extends 'command'
  ? CommandContext
  : QueryContext;

/** One handler for each procedure of the contract, typed from it. */
export type Handlers = {
  readonly [Name in ServiceProcedureName]: (
    context: ContextOf<Name>,
    input: ParsedInputOf<Name>,
  ) => Promise<OutputOf<Name>>;
};

/** The handlers of one area, by the prefix of their names. */
export type HandlersOf<Prefix extends string> = {
  readonly [Name in ServiceProcedureName as Name extends `${Prefix}.${string}`
    ? Name
    : never]: Handlers[Name];
};

export const handlers: Handlers = {
  ...workspaceHandlers,
  ...findingsHandlers,
  ...placesHandlers,
  ...phonesHandlers,
  ...editingHandlers,
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
  ...sweepsHandlers,
  ...planningHandlers,
  ...packetsHandlers,
  ...coverageHandlers,
  ...ledgerHandlers,
  ...dealingsHandlers,
  ...attachmentsHandlers,
  ...reportsHandlers,
  ...documentsHandlers,
  ...backupsHandlers,
  ...sheetsHandlers,
  ...facilitiesHandlers,
  ...tablesHandlers,
  ...savedHandlers,
  ...editsHandlers,
  ...overviewHandlers,
  ...diagnosticsHandlers,
};
