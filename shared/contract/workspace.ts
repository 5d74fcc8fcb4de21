import { z } from 'zod';
import { categoryTitleSchema } from '../classification/category.ts';
import { kindsInForceSchema } from '../rules/hazard-kinds.ts';
import { rulePackSchema, ruleSchema } from '../rules/rule.ts';
import { sigmasSchema } from '../zones/uncertainty.ts';
import { mapGrounds } from './areas.ts';
import { automaticSchema } from './backups.ts';
import { boundsSchema, daySchema, nothing } from './common.ts';
import { packetAboutSchema } from './packets.ts';
import { command, query, request } from './procedure.ts';

/** What could be read of a damaged database. */
const damageSchema = z.object({
  tables: z.array(
    z.object({
      table: z.string(),
      read: z.number(),
      /** Rows that the table had according to its seals; null where the seals could not be read either. */
      held: z.number().nullable(),
    }),
  ),
  /** Automatic backups that were opened and are whole, the latest first. */
  backups: z.array(automaticSchema),
});
export type Damage = z.infer<typeof damageSchema>;

/**
 * Who but its user can get at a workspace's folder: nobody; nobody any more, since it was opened this time; or others,
 * and the system does not let them be shut out.
 */
const folderAccessSchema = z.enum(['private', 'mended', 'open']);
export type FolderAccess = z.infer<typeof folderAccessSchema>;

/** What people are told of it; null where there is nothing to tell. */
export const folderAccessWords: Readonly<Record<FolderAccess, string | null>> = {
  private: null,
  mended: '这个工作区的文件夹原来本机其他用户也能打开，现在已改为只有你自己能打开。',
  open: '这个工作区放在本机其他用户也能打开的地方，请把整个文件夹移到自己的用户文件夹里（如“文档”）。',
};

const passwordSchema = z.string().min(6, { error: '密码至少 6 个字符' }).max(200);

const workspaceSchema = z.object({
  name: z.string(),
  /** Made-up data: shown as 演示数据 everywhere. */
  demonstration: z.boolean(),
  today: daySchema,
  pack: rulePackSchema,
  /** The kinds of hazards of the pack, with those that the program itself needs. */
  hazardKinds: kindsInForceSchema,
  /** Rules of the pack with those it includes, in order of precedence. */
  rules: z.array(ruleSchema),
  categories: z.array(categoryTitleSchema),
  /** Standard errors of positions by their source, metres. */
  sigmas: sigmasSchema,
  /** Where a map of it begins; null where nothing has a place. */
  bounds: boundsSchema.nullable(),
  /** Levels of regions that there are. */
  regionLevels: z.array(z.string()),
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
  /** What is seen of the reporting database that districts hand their figures up to: what this one shares with its neighbours, or all. */
  districts: z.enum(['none', 'own', 'all']),
  /** When findings were last computed; null while they are older than the data. */
  findingsCurrent: z.boolean(),
  /** The day of the latest entry of the trail where that lies ahead of the computer's clock. */
  clockBehind: daySchema.nullable(),
  /** Who but its user could get at the folder when it was opened. */
  access: folderAccessSchema,
  /** Rows that named files in no proper form when it was opened, by table: nothing that they name is read. */
  misnamed: z.array(z.object({ table: z.string(), rows: z.number() }).readonly()).readonly(),
  /** Whether a password is asked for when it is opened. */
  hasPassword: z.boolean(),
  /** Set where the database was damaged: what could be read is shown, and nothing can be changed. */
  damage: damageSchema.nullable(),
  /** The packet that a workspace in the field was made of. */
  packet: packetAboutSchema.nullable(),
});
export type WorkspaceSummary = z.infer<typeof workspaceSchema>;

export const workspaceProcedures = {
  'workspace.describe': query(nothing, workspaceSchema, { reads: [...mapGrounds, 'regions'] }),
  /** Opens a workspace that asks for a password. Errors: WORKSPACE_PASSWORD. */
  'workspace.unlock': request(z.object({ password: z.string().max(200) }), nothing),
  /** Asks for the password again before anything else is answered. */
  'workspace.lock': request(nothing, nothing),
  /** Sets, changes or takes away (null) the password. Errors: WORKSPACE_PASSWORD. */
  'workspace.setPassword': command(
    z.object({ password: z.string().max(200).nullable(), newPassword: passwordSchema.nullable() }),
    nothing,
    { changes: ['settings'] },
  ),
  /** Other standard errors: everything is measured anew. */
  'workspace.saveSigmas': command(z.object({ sigmas: sigmasSchema }), z.object({}), {
    changes: ['settings', 'findings'],
  }),
};
