import { z } from 'zod';
import { bytesSchema, idSchema } from './common.ts';
import { exporting } from './procedure.ts';

export const casesProcedures = {
  /**
   * All that is on record of a venue, or of it and one school, as a zip with a cover, an index and page numbers. Errors:
   * VENUE_UNKNOWN, SCHOOL_UNKNOWN, ATTACHMENT_MISSING.
   */
  'cases.file': exporting(
    '取出案件卷宗',
    z.object({ venueId: idSchema, schoolId: idSchema.nullable().default(null) }),
    bytesSchema,
  ),
};
