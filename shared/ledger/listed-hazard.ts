import { readDate, readSerialDate } from '../registry/date.ts';
import { type HazardLevel, type HazardState, hazardLevelSchema, hazardStateNames } from './hazard.ts';
import { type ToldSource, toldSources } from './source.ts';

/** The level that a ledger's words mean; null where they are not understood. */
export function readHazardLevel(text: string): HazardLevel | null {
  return hazardLevelSchema.options.toReversed().find((level) => text.includes(level)) ?? null;
}

const sourceWords: readonly (readonly [ToldSource, RegExp])[] = [
  ['上年结转', /结转|上年/],
  ['学校自查', /自查/],
  ['12345热线', /12345|热线/],
  ['检察建议', /检察/],
  ['派出所巡逻', /派出所|巡逻|民警/],
  ['社区网格', /社区|网格|村/],
  ['部门移送', /移送|移交|转办/],
  ['舆情', /舆情|网络|媒体/],
  ['上级督查', /督查|督导|上级|交办|暗访/],
];

/** The source that a ledger's words mean; null where they are not understood. */
export function readSource(text: string): ToldSource | null {
  return (
    toldSources.find((source) => source === text) ??
    sourceWords.find(([, word]) => word.test(text))?.[0] ??
    null
  );
}

/** What a ledger says of how far a hazard is; `untrue` is none. Null where it says nothing that is understood. */
export type ListedState = Exclude<HazardState, 'voided' | 'refuted'> | 'untrue';

const stateWords: readonly (readonly [ListedState, RegExp])[] = [
  ['untrue', /作废|不属实|^(voided|refuted)$/],
  ['lead', /核实|线索|^lead$/],
  ['found', /^(否|无)$|未(整改|完成|销号|办结)|^found$/],
  ['reinspect', /待复查|待验收|^reinspect$/],
  ['escalated', /上报|难以|难度|^escalated$/],
  ['suspended', /暂缓|^suspended$/],
  ['rectifying', /正在|整改中|部分|推进|^rectifying$/],
  ['closed', /^(是|已)$|销号|已整改|已完成|已化解|已解决|整改完成|完成整改|办结|^closed$/],
  ['assigned', /^(交办|已交办|assigned)$/],
];

export function readListedState(text: string): ListedState | null {
  const own = Object.entries(hazardStateNames).find(([, name]) => name === text)?.[0];
  return stateWords.find(([state, word]) => state === own || word.test(text))?.[0] ?? null;
}

/** What says in a ledger that there is nothing: 无, 暂无, /, 0. */
export function saysNothing(text: string): boolean {
  return /^(暂?无|没有|未发现|无隐患|无问题|[/\\—–-]+|0)[。.]?$/.test(text);
}

/** A day as ledgers write it: one that a registry has, a serial number, or the end of a month (6月底前, 2026年6月). */
export function readLedgerDay(text: string): string | null {
  const bare = text.replace(/\s|（.*）|\(.*\)|之?前$|以前$/g, '');
  const day = readDate(bare) ?? readSerialDate(bare);
  if (day !== null) return day;
  const month = /^(\d{4})[-/.年](\d{1,2})月?(底|末)?$/.exec(bare);
  const [year, ofYear] = [Number(month?.[1]), Number(month?.[2])];
  if (!month || ofYear < 1 || ofYear > 12) return null;
  return new Date(Date.UTC(year, ofYear, 0)).toISOString().slice(0, 10);
}
