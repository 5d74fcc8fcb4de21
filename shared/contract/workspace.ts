import { z } from 'zod';
import { categorySchema } from '../classification/category.ts';
import { rulePackSchema, ruleSchema } from '../rules/rule.ts';
import { sigmasSchema } from '../zones/uncertainty.ts';
import { boundsSchema, daySchema, nothing } from './common.ts';
import { packetAboutSchema } from './packets.ts';
import { command, query } from './procedure.ts';

const workspaceSchema = z.object({
  name: z.string(),
  /** Made-up data: shown as 演示数据 everywhere. */
  demonstration: z.boolean(),
  today: daySchema,
  pack: rulePackSchema,
  /** Rules of the pack with those it includes, in order of precedence. */
  rules: z.array(ruleSchema),
  categories: z.array(categorySchema),
  /** Standard errors of positions by their source, metres. */
  sigmas: sigmasSchema,
  bounds: boundsSchema.nullable(),
  counts: z.object({
    schools: z.number(),
    gates: z.number(),
    venues: z.number(),
    unlocated: z.number(),
    facilities: z.number(),
    roads: z.number(),
    violations: z.number(),
    undetermined: z.number(),
    openHazards: z.number(),
    overdueHazards: z.number(),
    sweptSchools: z.number(),
  }),
  venuesByCategory: z.record(z.string(), z.number()),
  /** Grows with every change of what the map shows; part of tile addresses. */
  revision: z.number(),
  /** When findings were last computed; null while they are older than the data. */
  findingsCurrent: z.boolean(),
  /** The packet that a workspace in the field was made of. */
  packet: packetAboutSchema.nullable(),
});
export type WorkspaceSummary = z.infer<typeof workspaceSchema>;

export const workspaceProcedures = {
  'workspace.describe': query(nothing, workspaceSchema),
  /** Other standard errors: everything is measured anew. */
  'workspace.saveSigmas': command(z.object({ sigmas: sigmasSchema }), z.object({})),
};
