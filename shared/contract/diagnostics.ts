import { z } from 'zod';
import { rulesInForce } from './areas.ts';
import { nothing } from './common.ts';
import { query, request } from './procedure.ts';
import { LONGEST_FRAME, MOST_FRAMES } from './stack-frames.ts';

/** One thing that a self-test looked at, and what to do where it is not in order. */
const checkSchema = z.object({
  id: z.string().max(40),
  title: z.string().max(40),
  state: z.enum(['ok', 'warn', 'fail']),
  detail: z.string().max(400),
  advice: z.string().max(400),
});
export type Check = z.infer<typeof checkSchema>;

const versionSchema = z.object({ name: z.string().max(40), value: z.string().max(200) });
export type VersionOf = z.infer<typeof versionSchema>;

const bundleEntrySchema = z.object({ name: z.string(), about: z.string(), text: z.string() });
export type BundleEntry = z.infer<typeof bundleEntrySchema>;

export const diagnosticsProcedures = {
  /** What this program is made of, and where it keeps its logs. */
  'diagnostics.about': query(
    nothing,
    z.object({ version: z.string(), parts: z.array(versionSchema), logs: z.string().nullable() }),
    { reads: rulesInForce },
  ),
  /** Looks at database, disk, attachments, backups, fonts and base maps. */
  'diagnostics.selfTest': request(nothing, z.array(checkSchema)),
  /** What a support bundle would hold, to be read before it is saved: versions, checks, counts, logs and crash reports. */
  'diagnostics.bundle': query(
    z.object({ parts: z.array(versionSchema).max(40), checks: z.array(checkSchema).max(40) }),
    z.array(bundleEntrySchema),
    { reads: [] },
  ),
  /** Keeps what a page did not expect: the kind of error and where it came from. */
  'diagnostics.report': request(
    z.object({ kind: z.string().max(80), frames: z.array(z.string().max(LONGEST_FRAME)).max(MOST_FRAMES) }),
    nothing,
  ),
};
