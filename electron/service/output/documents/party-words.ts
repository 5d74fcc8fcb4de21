/** What a paper says of a distance that officers measured, its two ends and the instrument with it. */
interface Measured {
  readonly measuredDistance: number | null;
  readonly measuredFrom: string | null;
  readonly measuredTo: string | null;
  readonly instrument: string | null;
}

/** A measured distance as a sentence; null where an end or the instrument is wanting, so that it proves nothing. */
export function measuredWords({
  measuredDistance,
  measuredFrom,
  measuredTo,
  instrument,
}: Measured): string | null {
  if (measuredDistance === null || !measuredFrom || !measuredTo || !instrument) return null;
  return `${measuredDistance} 米，起点：${measuredFrom}，终点：${measuredTo}，仪器：${instrument}`;
}

/** A distance on a 笔录: whole, or not at all. */
export function measuredOrNot(measured: Measured): string {
  if (measured.measuredDistance === null) return '未测量';
  return measuredWords(measured) ?? '起点、终点、仪器没有记全，不列入本笔录';
}

/** GB 32100: the first two signs of a credit code tell who registered the party, and as what. */
const INDIVIDUAL = /^92/;
const UNIT = /^(?:9[13]|1|5|N)/;

/** How a party is addressed: 个体工商户 is a person, and who has no code may be either. */
export function partyWords(uscc: string | null): { 称谓: string; 负责人称谓: string } {
  const code = uscc ?? '';
  if (INDIVIDUAL.test(code)) return { 称谓: '你', 负责人称谓: '经营者' };
  if (UNIT.test(code)) return { 称谓: '你单位', 负责人称谓: '法定代表人（负责人）' };
  return { 称谓: '你（单位）', 负责人称谓: '负责人（经营者）' };
}
