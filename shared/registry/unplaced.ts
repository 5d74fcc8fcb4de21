import { z } from 'zod';

/** What is known of the place of a venue without a position, by its address. */
export const unplacedReasonSchema = z.enum(['sure', 'several', 'near', 'none', 'noAddress']);
export type UnplacedReason = z.infer<typeof unplacedReasonSchema>;

export const unplacedReasonNames: Readonly<Record<UnplacedReason, string>> = {
  sure: '地址一致，位置唯一',
  several: '同一地址有几处位置',
  near: '只有相近的地址',
  none: '查不到相近的地址',
  noAddress: '名单没有地址',
};
