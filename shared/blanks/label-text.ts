import { toHalfWidth } from '../registry/text.ts';

const unitWords =
  '人次|户次|家次|场次|车次|所次|处次|项次|万元|亿元|公里|平方米|个次|所|个|家|户|人|名|件|份|项|处|次|起|条|批|元|米|天|辆|台|套|块|场|部|支|组|座|宗|张|篇|%|％';
const unitAlone = new RegExp(`^(?:${unitWords})$`);
const unitInBrackets = new RegExp(`\\((?:单位[:：]?)?(${unitWords})(?:[/、](?:${unitWords}))*\\)`);

/** A label as it is compared: half width, without spaces and notes; and the unit that stands in its brackets. */
export interface PlainLabel {
  readonly text: string;
  /** Empty where it tells none. */
  readonly unit: string;
}

export function plainLabel(text: string): PlainLabel {
  const plain = toHalfWidth(text)
    .replace(/[\s_＿*※①-⑳]+/g, '')
    .replace(
      /^(?:[(（]?[一二三四五六七八九十\d]+[)）][、.．]?|[一二三四五六七八九十]+[、.．]|\d+[、.．])/,
      '',
    );
  const unit = unitInBrackets.exec(plain)?.[1] ?? '';
  const bare = plain.replace(unitInBrackets, '').replace(/[:：;；,，。]+$/, '');
  return { text: bare, unit: unit === '％' ? '%' : unit };
}

/** Whether a text says nothing but in what its column counts, or which column it is. */
export function isUnitText(text: string): boolean {
  const plain = toHalfWidth(text).replace(/[\s()]+/g, '');
  return unitAlone.test(plain) || isColumnNumber(plain);
}

/** The unit of a text that holds nothing else; empty for others. */
export function unitOf(text: string): string {
  const plain = toHalfWidth(text).replace(/[\s()]+/g, '');
  return unitAlone.test(plain) ? plain : '';
}

/** 1, ②, 甲, or a sign that there is none: what stands under the words of a header. */
function isColumnNumber(plain: string): boolean {
  return /^(?:\d{1,2}|[①-⑳]|[甲乙丙丁戊]|[A-Z]|[—\-/]+|\d+=[\d+\-*/÷×]+)$/.test(plain);
}

/** Whether a text numbers its row and says nothing else. */
export function isSerial(text: string): boolean {
  return /^[(（]?(?:\d{1,4}|[一二三四五六七八九十]{1,3})[)）]?[.、]?$/.test(text.trim());
}

/** Whether a row adds up the others. */
export function isTotal(text: string): boolean {
  return /^(?:全[区市县省]|本[区市县])?(?:合计|总计|小计|共计|总数|汇总|合\s*计|总\s*计)/.test(
    toHalfWidth(text).replace(/\s+/g, ''),
  );
}

/** Whether a row shows how it is to be filled. */
export function isExample(text: string): boolean {
  return /^[(（【[]?(?:例|示例|样例|范例|举例|填写示例|填表示例|参考)(?:[)）】\]:：\d]|$)/.test(
    text.replace(/\s+/g, ''),
  );
}
