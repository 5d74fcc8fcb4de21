import { z } from 'zod';
import { eventProblemCodes } from '../exchange/read-events.ts';
import { referenceSystemSchema } from '../geodesy/reference-systems.ts';
import { hazardStateSchema } from '../ledger/hazard.ts';
import { idSchema, nothing } from './common.ts';
import { command, exporting, form, query, request } from './procedure.ts';

const systemSchema = z.string().trim().min(1, { error: '请填写对方系统的名称' }).max(40);

/** An event as it went to a system: its number, and by what it is known again. */
const sentSchema = z.object({
  id: idSchema,
  revision: z.number().int().min(1),
  hash: z.string().min(1).max(100),
});

const takenSchema = z.object({
  /** The batch by which it can be taken back; null where nothing was new. */
  batch: idSchema.nullable(),
  system: z.string(),
  /** rows = added + updated + replies + unchanged + rejected */
  rows: z.number(),
  added: z.number(),
  updated: z.number(),
  /** Events that only said another state or result: these wait for a person. */
  replies: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  problems: z.array(
    z.object({
      row: z.number(),
      field: z.string(),
      value: z.string(),
      code: z.enum(eventProblemCodes),
      message: z.string(),
      rejected: z.boolean(),
    }),
  ),
  /** The first of the events that change something, and how. */
  told: z.array(
    z.object({
      row: z.number(),
      outcome: z.enum(['added', 'updated', 'reply']),
      /** Ours, where it is known already. */
      code: z.string(),
      number: z.string(),
      place: z.string(),
      description: z.string(),
      /** What changes, in words. */
      changes: z.string(),
    }),
  ),
});
export type TakenEvents = z.infer<typeof takenSchema>;

const replySchema = z.object({
  id: idSchema,
  hazardId: idSchema,
  code: z.string(),
  placeName: z.string(),
  system: z.string(),
  number: z.string(),
  receivedAt: z.string(),
  /** What the system said of it, and how it stands here. */
  state: hazardStateSchema,
  result: z.string(),
  here: hazardStateSchema,
});
export type ExchangeReply = z.infer<typeof replySchema>;

const file = { token: z.string().min(1).max(100), system: z.string().trim().max(40).default('') };

/** Events go out to systems of other offices and come in from them: `docs/交换格式.md`. */
export const exchangeProcedures = {
  /**
   * Events as a file for a system, with what of them it has not been told; nothing is noted before the file is there.
   * Persons go along only where the office says so. Errors: EXCHANGE_NOTHING.
   */
  'exchange.out': exporting(
    '导出交换事件',
    z.object({
      system: systemSchema,
      format: z.enum(['json', 'csv']),
      /** All that count where none are named. */
      ids: z.array(idSchema).max(20_000).nullable().default(null),
      /** Only what is new or changed since. */
      changedOnly: z.boolean().default(false),
      persons: z.boolean().default(false),
      crs: referenceSystemSchema.default('wgs84'),
    }),
    z.object({
      name: z.string(),
      text: z.string(),
      ...{ events: z.number(), added: z.number(), changed: z.number(), same: z.number() },
      sent: z.array(sentSchema),
    }),
  ),
  /** Notes what a system has been told: so what is sent again is marked as the same. */
  'exchange.noteSent': command(
    z.object({ system: systemSchema, sent: z.array(sentSchema).max(50_000) }),
    nothing,
    { changes: ['hazards'] },
  ),
  /** What a file of events would change; nothing is stored. Errors: EXCHANGE_UNREADABLE, EXCHANGE_SYSTEM. */
  'exchange.read': request(z.object(file), takenSchema),
  /**
   * Takes events in, in one batch that can be taken back. An event is known by its system and its number there: what came
   * before is not doubled, what a person changed stays, and a state waits for a person. Errors: the same.
   */
  'exchange.take': command(z.object(file), takenSchema, { changes: ['hazards', 'lists'] }),
  /** What systems said of hazards and nobody has confirmed, the earliest first. */
  'exchange.replies': query(nothing, z.array(replySchema), {
    reads: ['hazards', 'venues', 'schools', 'visits'],
  }),
  /**
   * Says whether what a system said is so. One that is put right waits for its re-inspection: nothing is closed by it.
   * Errors: REPLY_UNKNOWN, REPLY_SETTLED.
   */
  'exchange.settle': form(
    z.object({
      id: idSchema,
      confirmed: z.boolean(),
      note: z.string().trim().min(1, { error: '请写明怎样核对的' }).max(500),
    }),
    z.object({ state: hazardStateSchema }),
    { changes: ['hazards'] },
  ),
};
