import { z } from 'zod';
import { meanwhileSidesSchema } from './meanwhile.ts';

/** A request id is chosen by the caller; progress and cancellation name it. */
const requestId = z.string().min(1).max(64);

/**
 * `was` is what the input would be, had the person changed nothing since the form was opened: then what others changed
 * meanwhile is joined with it; of fields that both changed, `sides` decides. A command that comes again with the same
 * `once`, because its answer was lost, is answered as the first time and carried out once.
 */
export const callMessageSchema = z.object({
  id: requestId,
  name: z.string().max(80),
  input: z.unknown(),
  was: z.unknown().optional(),
  sides: meanwhileSidesSchema.optional(),
  once: z.uuid().optional(),
});
const cancelMessageSchema = z.object({ cancel: requestId });
export const requestMessageSchema = z.union([callMessageSchema, cancelMessageSchema]);
export type CallMessage = z.infer<typeof callMessageSchema>;
export type RequestMessage = z.infer<typeof requestMessageSchema>;

const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Failure = z.infer<typeof failureSchema>;

export const eventMessageSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    id: requestId,
    label: z.string(),
    done: z.number(),
    total: z.number().nullable(),
  }),
  /** Queries whose answers may be others now: who keeps one of them asks again. */
  z.object({
    event: z.literal('stale'),
    queries: z.array(z.string()),
    /** The call that changed it; missing where nobody's did. */
    by: requestId.optional(),
  }),
  /** What the door of an office says of itself: its version, and what is announced to everybody. */
  z.object({ event: z.literal('served'), version: z.string(), notice: z.string().nullable() }),
]);
export type EventMessage = z.infer<typeof eventMessageSchema>;

/** `ok` is missing where a procedure answers nothing: JSON leaves out what is undefined. */
export const answerMessageSchema = z.union([
  z.object({ id: z.string(), error: failureSchema }),
  z.object({ id: z.string(), ok: z.unknown().optional() }),
]);
export type AnswerMessage = z.infer<typeof answerMessageSchema>;

export type ServiceMessage = AnswerMessage | EventMessage;
