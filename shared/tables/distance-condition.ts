import { z } from 'zod';
import { schoolStageSchema } from '../registry/stage.ts';
import { methodNames, originNames } from '../rules/rule.ts';
import type { TableName } from './table-columns.ts';

const placeSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** Nobody draws more by hand. */
const MOST_CORNERS = 500;
const lineSchema = z.array(placeSchema).max(MOST_CORNERS);

/** A point, a line or an area that somebody drew; the ring of an area closed or not. */
export const drawnShapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: placeSchema }),
  z.object({ type: z.literal('LineString'), coordinates: lineSchema.min(2) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(lineSchema.min(3)).length(1) }),
]);
export type DrawnShape = z.infer<typeof drawnShapeSchema>;

/** What a distance is measured from. */
const fromSchema = z.discriminatedUnion('kind', [
  /** Any school of some stages; of no stages, any school at all. */
  z.object({ kind: z.literal('schools'), stages: z.array(schoolStageSchema).max(11) }),
  /** The name is for the words alone. */
  z.object({ kind: z.literal('school'), id: z.number().int().min(0), name: z.string().max(200) }),
  z.object({ kind: z.literal('shape'), shape: drawnShapeSchema }),
]);

const ends = ['nearest', 'boundary', 'anyGate', 'mainGate'] as const;
/** To what of a school it is measured: to the nearest of its boundary and gates, or to one of them. */
const endSchema = z.enum(ends);
export type DistanceEnd = z.infer<typeof endSchema>;

/**
 * What of the doubt is meant: `possible` is what lies within the distance or may, `sure` what does whatever the error of
 * its position, `doubtful` what may or may not, `beyond` what surely does not. What has no position is none of them.
 */
const certainties = ['possible', 'sure', 'doubtful', 'beyond'] as const;
const certaintySchema = z.enum(certainties);
export type Certainty = z.infer<typeof certaintySchema>;

/** Rows whose place lies within a distance of something. */
export const distanceConditionSchema = z.object({
  from: fromSchema,
  /** Metres; so far is still within. */
  within: z.number(),
  by: z.enum(['straight', 'walking']),
  to: endSchema,
  certainty: certaintySchema,
});
export type DistanceCondition = z.infer<typeof distanceConditionSchema>;

export const endNames: Readonly<Record<DistanceEnd, string>> = {
  nearest: '边界或校门最近处',
  boundary: originNames.boundary,
  anyGate: originNames.anyGate,
  mainGate: originNames.mainGate,
};

export const certaintyNames: Readonly<Record<Certainty, string>> = {
  possible: '以内，含存疑',
  sure: '以内，确定的',
  doubtful: '只看存疑的',
  beyond: '以外，确定的',
};

/** Further away is another question, and walks take long to find. */
export const FURTHEST = { straight: 5000, walking: 1000 } as const;
/** Of every school within a larger distance there are too many to be listed for each row. */
export const FURTHEST_OF_ALL = 500;

/** Tables whose rows have a place that officers measure to, so that walks and surveys are asked. */
const walkable: readonly TableName[] = ['findings', 'venues', 'licences', 'hazards', 'visits'];

/** The usual distance condition. */
export const nearAnySchool: DistanceCondition = {
  from: { kind: 'schools', stages: [] },
  within: 200,
  by: 'straight',
  to: 'nearest',
  certainty: 'possible',
};

/** Whether distances in a table may be those of walks. */
export function hasWalks(table: TableName, { kind }: DistanceCondition['from']): boolean {
  return kind !== 'shape' && walkable.includes(table);
}

/** What is wrong with a distance condition on a table, in Chinese; null where nothing is. */
export function distanceFault(table: TableName, { from, within, by }: DistanceCondition): string | null {
  if (from.kind === 'school' && from.id === 0) return '请选择学校';
  if (by === 'walking' && !hasWalks(table, from)) return '这里只能按直线距离查，请把测法改成直线';
  const most = FURTHEST[by];
  return Number.isFinite(within) && within > 0 && within <= most
    ? null
    : `距离请填大于 0、不超过 ${most} 的米数`;
}

/** A distance condition in words: 离任一小学 200 m 以内（直线，至边界或校门最近处，含存疑）. */
export function distanceText(condition: DistanceCondition): string {
  const { within, by, certainty } = condition;
  const side = certainty === 'beyond' ? '以外' : '以内';
  const method =
    condition.from.kind === 'shape' ? methodNames[by] : `${methodNames[by]}，至${endText(condition)}`;
  const doubt = { possible: '含存疑', sure: '确定的', doubtful: '只看存疑', beyond: '确定的' }[certainty];
  return `离${fromText(condition.from)} ${within} m ${side}（${method}，${doubt}）`;
}

function endText({ by, to }: DistanceCondition): string {
  // Nobody walks to a wall.
  return by === 'walking' && (to === 'nearest' || to === 'boundary') ? endNames.anyGate : endNames[to];
}

function fromText(from: DistanceCondition['from']): string {
  switch (from.kind) {
    case 'schools':
      return from.stages.length === 0 ? '任一学校' : `任一${from.stages.join('、')}`;
    case 'school':
      return from.name;
    case 'shape':
      return { Point: '所选的点', LineString: '所画的线', Polygon: '所画的范围' }[from.shape.type];
  }
}

/** By what two conditions share what was measured for them: in which part of the doubt they ask makes no difference. */
export function distanceKey({ from, within, by, to }: DistanceCondition): string {
  const measured = from.kind === 'school' ? { kind: from.kind, id: from.id } : from;
  return JSON.stringify([measured, within, by, to]);
}
