import { z } from 'zod';
import { bytesSchema, idSchema } from './common.ts';
import { exporting } from './procedure.ts';

export const casesProcedures = {
  /**
   * All that is on record of a venue, of it and one school, or of a school and all around it, as a zip with a cover, an
   * index and page numbers. Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN, ATTACHMENT_MISSING.
   */
  'cases.file': exporting(
    '取出案件卷宗',
    z
      .object({ venueId: idSchema.nullable().default(null), schoolId: idSchema.nullable().default(null) })
      .refine(({ venueId, schoolId }) => venueId !== null || schoolId !== null, {
        error: '请选择场所或学校',
      }),
    bytesSchema,
  ),
};
