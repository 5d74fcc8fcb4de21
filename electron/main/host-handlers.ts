import type { BrowserWindow } from 'electron';
import type { HostProcedureName, OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';

/** How the desktop application answers what it answers itself: for the window whose page asks. */
export type HandlersOf<Names extends HostProcedureName> = {
  readonly [Name in Names]: (window: BrowserWindow, input: ParsedInputOf<Name>) => Promise<OutputOf<Name>>;
};
