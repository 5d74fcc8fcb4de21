import { type FigureId, type FigureWords, figureWords } from './figure-words.ts';
import { type Facets, facetWords, fillers, withheld } from './label-facets.ts';
import { plainLabel } from './label-text.ts';

/** What a cell asks for, as far as its labels tell. */
export interface AskedFigure {
  readonly figure: FigureId;
  readonly facets: Facets;
  /** Every word was understood, and its unit fits. */
  readonly sure: boolean;
  /** The words that were not. */
  readonly rest: string;
}

/** Words of the field that tell no more when a figure stands beneath them. */
const context =
  /(?:安全|风险|治安)?隐患|问题|排查|整治|整改|治理|检查|行动|专项|开展|学校|校园|场所|单位|统计|数据|指标|内容|项目|类别|名称|周边|落实|列入|纳入|计划|执法|监管|摸排|登记|台账|汇总|处置|处理|查处|成效|联合|集中|日常|综合|情况|应|实际/g;
const bare =
  /^(?:安全|风险|治安)?(?:隐患|问题|风险点?|线索|学校|校园|幼儿园|场所|单位|商户|企业|门店|行动|措施|任务|责任|资金|经费|时间|人员|机构)+$/;

interface Segment {
  readonly words: string;
  readonly facets: readonly Facets[];
}

/**
 * The figure that labels ask for, the nearest label first, and then those over it. Null where none of them names one.
 * `unit` is that of the cell, empty where none is told.
 */
export function understandFigure(labels: readonly string[], unit: string): AskedFigure | null {
  const segments = labels.map(segmentOf).filter(({ words, facets }) => words !== '' || facets.length > 0);
  const whole = segments.map(({ words }) => words).join('/');
  const found = segments.flatMap(({ words }, at) => {
    const match = matchOf(words, whole, unit);
    return match ? [{ ...match, at }] : [];
  });
  const byUnit = figureByUnit(segments, unit);
  if (byUnit) return byUnit;
  const [first] = found;
  if (!first) return null;
  const chosen = found.find(({ text }) => !bare.test(text)) ?? first;
  const rest = segments.map(({ words }, at) =>
    at === chosen.at
      ? words.replace(chosen.text, '').replace(fillers, '')
      : words.replace(context, '').replace(fillers, ''),
  );
  const facets = mergeFacets(segments.flatMap((segment) => segment.facets));
  const { units } = chosen.words;
  const fits = unit === '' || units === undefined || units.includes(unit);
  const left = rest.join('');
  return { figure: chosen.words.figure, facets, sure: left === '' && fits, rest: left };
}

/** What is counted in a unit, where the label only narrows it: 其中：网吧, in 户次. */
function figureByUnit(segments: readonly Segment[], unit: string): AskedFigure | null {
  const [own] = segments;
  const figure = { 户次: 'venueVisits', 家次: 'venueVisits', 人次: 'officerTimes' } as const;
  const isKnown = unit === '户次' || unit === '家次' || unit === '人次';
  if (!own || !isKnown || own.facets.length === 0 || own.words.replace(fillers, '') !== '') return null;
  return {
    figure: figure[unit],
    facets: mergeFacets(segments.flatMap(({ facets }) => facets)),
    sure: true,
    rest: '',
  };
}

/** Why nothing is written for a label, whatever is known; null where nothing speaks against it. */
export function withheldReason(labels: readonly string[]): string | null {
  const [own = ''] = labels;
  const plain = plainLabel(own).text;
  return withheld.find(({ words }) => words.test(plain))?.reason ?? null;
}

function segmentOf(label: string): Segment {
  const facets: Facets[] = [];
  let words = plainLabel(label)
    .text.replace(/中小学校?(?:和|、)?幼儿园|中小幼(?:学校)?|中小学校?/g, '学校')
    .replace(/校园(?:及(?:其)?)?周边|学校(?:及(?:其)?)?周边/g, '');
  for (const { words: pattern, facets: told } of facetWords) {
    const match = pattern.exec(words);
    if (!match || match[0] === '') continue;
    facets.push(told);
    words = words.replace(match[0], '');
  }
  const month = /^(1[0-2]|[1-9])月(?:份)?/.exec(words);
  if (month?.[1]) {
    facets.push({ period: `month${Number(month[1])}` });
    words = words.replace(month[0], '');
  }
  const quarter = /第?([一二三四1-4])季度/.exec(words);
  if (quarter?.[1]) {
    const number = '一二三四'.indexOf(quarter[1]) + 1 || Number(quarter[1]);
    facets.push({ period: `quarter${number}` });
    words = words.replace(quarter[0], '');
  }
  return { words, facets };
}

/** The figure whose words say most of a label. */
function matchOf(label: string, whole: string, unit: string): { words: FigureWords; text: string } | null {
  let best: { words: FigureWords; text: string; left: number } | null = null;
  for (const words of figureWords) {
    if (words.within && !words.within.test(whole)) continue;
    const text = words.words.exec(label)?.[0] ?? '';
    if (text === '') continue;
    const left = label.replace(text, '').replace(fillers, '').length;
    const misfits = unit !== '' && words.units !== undefined && !words.units.includes(unit) ? 1 : 0;
    if (!best || left + misfits < best.left) best = { words, text, left: left + misfits };
  }
  return best;
}

function mergeFacets(all: readonly Facets[]): Facets {
  const levels = [...new Set(all.flatMap((facets) => facets.levels ?? []))];
  const categories = [...new Set(all.flatMap((facets) => facets.categories ?? []))];
  const stages = [...new Set(all.flatMap((facets) => facets.stages ?? []))];
  const others: Facets = Object.fromEntries(all.toReversed().flatMap((facets) => Object.entries(facets)));
  return {
    ...others,
    ...(levels.length > 0 ? { levels } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(stages.length > 0 ? { stages } : {}),
  };
}
