import type { SchoolToDraw } from '#shared/contract/facilities.ts';
import type { DrawnThing } from '#shared/zones/settle-by-drawing.ts';

export const thingNames: Record<DrawnThing, string> = { gate: '校门', boundary: '校园边界' };

/** How it is counted what a drawing settles, told where the figure is pointed at. */
export const SETTLES_EXPLAINED =
  '存疑（待实测，或监管·存疑）的一家场所在一所学校计一处。按规则和误差推算：缺的校门或边界画在这所学校可能的位置上时，能判定区内或区外的计入；画在哪里都定不了的（场所位置太粗、学段或设立日期不明等）不计。画好后的结果以实际位置为准。';

/** How many doubts the best drawing at a school can settle. */
export function mostSettled({ things, best }: SchoolToDraw): number {
  return things.find(({ thing }) => thing === best)?.settles ?? 0;
}
