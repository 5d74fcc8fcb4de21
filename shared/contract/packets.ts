import { z } from 'zod';
import { bytesSchema, idSchema, nothing } from './common.ts';
import { command, exporting, query, request } from './procedure.ts';

/** Whose work a field packet holds. */
export const packetAboutSchema = z.object({
  code: z.string().regex(/^[0-9a-f]{32}$/),
  /** Counted in the office's workspace; part of the codes that are given in the field. */
  number: z.number().int().positive(),
  workspace: z.string().max(200),
  sweepId: idSchema,
  sweep: z.string().max(200),
  teamId: idSchema,
  team: z.string().max(100),
  stops: z.number(),
  madeAt: z.string(),
  madeBy: z.string(),
  /** The address of the office's server where it was made; empty where that was a desktop. */
  server: z
    .string()
    .regex(/^(https:\/\/[\w.:[\]~-]{1,290})?$/)
    .default(''),
});
export type PacketAbout = z.infer<typeof packetAboutSchema>;

const differenceSchema = z.object({
  key: z.string(),
  /** 场所“远方网吧”. */
  what: z.string(),
  field: z.string(),
  /** As it left the office, as the office has it now, as it came back: texts. */
  base: z.string(),
  own: z.string(),
  back: z.string(),
});
export type PacketDifference = z.infer<typeof differenceSchema>;

const packetSideSchema = z.enum(['own', 'back']);
export type PacketSide = z.infer<typeof packetSideSchema>;

/** Something of a packet that cannot be brought in, and why. */
const asideSchema = z.object({ what: z.string(), reason: z.string() });
export type PacketAside = z.infer<typeof asideSchema>;

const broughtSchema = z.object({
  visits: z.number(),
  hazards: z.number(),
  files: z.number(),
  surveys: z.number(),
  /** New licences of venues. */
  licences: z.number(),
  /** New comments and answers. */
  comments: z.number(),
  /** New schools, gates, venues, facilities and stops. */
  places: z.number(),
  changes: z.number(),
});

const packetRowSchema = packetAboutSchema.extend({ id: idSchema, returnedAt: z.string().nullable() });

export const packetsProcedures = {
  'packets.list': query(z.object({ sweepId: idSchema }), z.array(packetRowSchema), { reads: ['packets'] }),
  /** A team's stops as one file. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, PACKET_EMPTY, PACKET_INSIDE. */
  'packets.make': command(z.object({ sweepId: idSchema, teamId: idSchema }), bytesSchema, {
    changes: ['packets', 'taken'],
  }),
  /** In the field: all that was done, as one file for the office. Errors: PACKET_OUTSIDE. */
  'packets.giveBack': exporting('生成回传文件', nothing, bytesSchema),
  /** What a file from the field would bring. Errors: PACKET_DAMAGED, PACKET_VERSION, PACKET_UNKNOWN, PACKET_OUTGOING. */
  'packets.preview': request(
    z.object({ token: z.string() }),
    z.object({
      about: packetAboutSchema,
      /** When something of it was last brought back. */
      returnedAt: z.string().nullable(),
      brought: broughtSchema,
      visits: z.array(
        z.object({ place: z.string(), startedAt: z.string(), result: z.string(), hazards: z.number() }),
      ),
      changes: z.array(differenceSchema),
      conflicts: z.array(differenceSchema),
      notes: z.array(z.string()),
      aside: z.array(asideSchema),
    }),
  ),
  /** Brings it in; what cannot be is told in `aside`. Each conflict needs a side. Errors: those of the preview, PACKET_UNDECIDED. */
  'packets.bringBack': command(
    z.object({ token: z.string(), sides: z.record(z.string(), packetSideSchema) }),
    broughtSchema.extend({ notes: z.array(z.string()), aside: z.array(asideSchema) }),
    {
      changes: [
        'packets',
        'schools',
        'gates',
        'venues',
        'facilities',
        'surveys',
        'provisions',
        'sweeps',
        'visits',
        'hazards',
        'comments',
        'attachments',
        'officers',
        'findings',
      ],
    },
  ),
};
