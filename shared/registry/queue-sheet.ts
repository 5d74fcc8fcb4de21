import type { LngLat } from '../geodesy/units.ts';

/** The column in which each row of a queue's workbook is decided; empty where nothing is. */
export const DECISION_COLUMN = '处理';

/** Places that are offered for a venue. */
const CANDIDATES_SHOWN = 5;
const numbers = Array.from({ length: CANDIDATES_SHOWN }, (_, i) => i + 1);

/** Columns of the workbook of venues without a place that are read again. */
export const placeSheet = {
  queue: '待定位',
  id: '编号',
  name: '名称',
  lng: '经度（WGS84）',
  lat: '纬度（WGS84）',
  candidates: numbers.map((n) => `候选 ${n}`),
} as const;

/** What can be decided of a venue without a place. */
export const placeChoices = {
  take: numbers.map((n) => `采用候选 ${n}`),
  byHand: '按经纬度',
  elsewhere: '不属本区',
  merge: numbers.map((n) => `与候选 ${n} 合并`),
} as const;

/** Columns of the workbook of pairs that are read again. */
export const pairSheet = {
  queue: '疑似重复',
  id: '编号',
  otherId: '另一家编号',
  name: '名称',
  otherName: '另一家名称',
} as const;

/** What can be decided of two venues. */
export const pairChoices = {
  // Without commas: they part the entries of a drop-down list.
  mergeFirst: '合并（以前一家为准）',
  mergeSecond: '合并（以另一家为准）',
  apart: '是两家',
} as const;

/** A place that is offered, as a cell tells it: compared as a whole when the workbook comes back. */
export function tellCandidate({ title, position: [lng, lat] }: { title: string; position: LngLat }): string {
  return `${title}（${lng.toFixed(6)}, ${lat.toFixed(6)}）`;
}
