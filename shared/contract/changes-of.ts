import { z } from 'zod';
import { daySchema, idSchema } from './common.ts';

/** Two days of China's calendar: how things stood at the end of one is compared with the end of the other. */
export const importSpanSchema = z.object({ from: daySchema, to: daySchema });
/** One batch, or all after one day until another. */
export const changesOfSchema = z.union([z.object({ batch: idSchema }), importSpanSchema]);
export type ChangesOf = z.infer<typeof changesOfSchema>;
