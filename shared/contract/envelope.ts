import { z } from 'zod';

/** A request id is chosen by the caller; progress and cancellation name it. */
const requestId = z.string().min(1).max(64);

export const callMessageSchema = z.object({ id: requestId, name: z.string().max(80), input: z.unknown() });
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

/** What changed, so that the interface refreshes just that. */
export const changedKindSchema = z.enum([
  'workspace',
  'places',
  'findings',
  'sweeps',
  'hazards',
  'attachments',
  'reports',
  'sheets',
  'backups',
  'taken',
  'facilities',
  'surveys',
  'packs',
  'presets',
  'saved',
  'edits',
]);
export type ChangedKind = z.infer<typeof changedKindSchema>;

export const eventMessageSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('progress'),
    id: requestId,
    label: z.string(),
    done: z.number(),
    total: z.number().nullable(),
  }),
  z.object({
    event: z.literal('changed'),
    kinds: z.array(changedKindSchema),
  }),
]);
export type EventMessage = z.infer<typeof eventMessageSchema>;

/** `ok` is missing where a procedure answers nothing: JSON leaves out what is undefined. */
export const answerMessageSchema = z.union([
  z.object({ id: z.string(), error: failureSchema }),
  z.object({ id: z.string(), ok: z.unknown().optional() }),
]);
export type AnswerMessage = z.infer<typeof answerMessageSchema>;

export type ServiceMessage = AnswerMessage | EventMessage;
