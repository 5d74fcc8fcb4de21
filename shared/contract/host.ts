import { z } from 'zod';
import { nothing } from './common.ts';
import { query } from './procedure.ts';

/** What the door itself offers: windows, dialogs and printing in the desktop application, none in a browser. */
export const hostProcedures = {
  'host.describe': query(nothing, z.object({ kind: z.enum(['desktop', 'browser']), version: z.string() })),
  /** Asks the user for a file; the answer is a token that only the service can open. */
  'host.chooseFile': query(nothing, z.object({ token: z.string(), name: z.string() }).nullable()),
  'host.openWorkspace': query(nothing, z.object({ opened: z.boolean() })),
  'host.createWorkspace': query(
    z.object({ pack: z.string(), name: z.string().max(60) }),
    z.object({ opened: z.boolean() }),
  ),
  /** Saves the sheet of a school as PDF where the user says; null where the user turned back. */
  'host.printSheet': query(
    z.object({ schoolId: z.number().int(), scale: z.number().int().nullable() }),
    z.object({ file: z.string() }).nullable(),
  ),
};
