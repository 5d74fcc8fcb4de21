import { z } from 'zod';

/** Where hazards come from that an inspection finds, or a check of a gate: what is stored for them. */
const VISIT_SOURCE = '现场检查';
export const GATE_SOURCE = '设施核对';

/** Whoever else says that something is wrong: no visit of officers is needed for it, and none is made by it. */
export const toldSources = [
  '学校自查',
  '社区网格',
  '派出所巡逻',
  '12345热线',
  '部门移送',
  '检察建议',
  '舆情',
  '上级督查',
  '上年结转',
  '其他来源',
] as const;
export const toldSourceSchema = z.enum(toldSources);
export type ToldSource = z.infer<typeof toldSourceSchema>;

export const hazardSources = [VISIT_SOURCE, GATE_SOURCE, ...toldSources] as const;
export type HazardSource = (typeof hazardSources)[number];

/** What a school found about itself is a fact: whoever it concerns says so. */
export const SELF_CHECK: ToldSource = '学校自查';

/** What the public says: complaints are counted of these. */
export const complaintSources: readonly ToldSource[] = ['12345热线', '舆情'];
