import { z } from 'zod';
import { readSchoolPart } from './school-part.ts';

export const stages = [
  '幼儿园',
  '小学',
  '初中',
  '高中',
  '九年一贯',
  '完全中学',
  '中职',
  '特教',
  '专门',
  '高校',
] as const;
export const stageSchema = z.enum(stages);
export type Stage = z.infer<typeof stageSchema>;

/** The stage of a school of which nobody has said it yet: rules that ask for a stage may or may not be about it. */
export const UNKNOWN_STAGE = '待定';
export const schoolStages = [...stages, UNKNOWN_STAGE] as const;
export const schoolStageSchema = z.enum(schoolStages);
export type SchoolStage = z.infer<typeof schoolStageSchema>;

/**
 * A stage and what it was read from: the list's own words, or the school's name or code. `assumed` marks a reading that
 * the text does not state outright.
 */
export interface StageReading {
  readonly stage: Stage;
  readonly assumed: boolean;
  readonly from: 'words' | 'name';
}

/** Wordings of lists and of OpenStreetMap's `amenity`, the more particular first. */
const wordings: readonly (readonly [RegExp, Stage])[] = [
  [/幼儿园|幼稚园|托儿所|早教|学前|kindergarten/, '幼儿园'],
  [/特殊教育|特教|培智|聋|盲校|启智/, '特教'],
  [/工读|专门学校/, '专门'],
  [/九年(一贯|制)|十二年|一贯制/, '九年一贯'],
  [/完全中学|完中/, '完全中学'],
  [/中等职业|职业(技术|教育)?(高中|中学|学校|教育中心)|职教中心|中专|技工|技师学院|中职|职高/, '中职'],
  [/大学|学院|高校|高等|university|college/, '高校'],
  [/初级中学|初中/, '初中'],
  [/高级中学|高中/, '高中'],
  [/小学|完小/, '小学'],
];

/** Short names of schools: 实验二小, 外国语附中. They are only assumed to mean what they usually do. */
const shortNames: readonly (readonly [RegExp, Stage])[] = [
  [/(附|实验|[一二三四五六七八九十])小$|中心小?校$|教学点$/, '小学'],
  [/中学|实验学校|(附|实验|[一二三四五六七八九十])中$/, '完全中学'],
];

/** The first two digits of a school's code are its kind; 31 and 34 have several stages in them. */
const kindsOfCode: Readonly<Record<string, readonly [Stage, assumed: boolean]>> = {
  11: ['幼儿园', false],
  21: ['小学', false],
  31: ['初中', true],
  34: ['高中', true],
  36: ['中职', false],
  37: ['专门', false],
  51: ['特教', false],
};

/**
 * Reads a stage from the list's own stage or category text, with the school's name and code as a help.
 * Lists of points of interest say only 中学: then the name decides, else 完全中学 is assumed (it counts
 * as 初中 and 高中 in every rule) and the reading is marked. Returns null where nothing can be read.
 */
export function readStage(stageText: string, name: string, schoolCode = ''): StageReading | null {
  const exact = stages.find((stage) => stage === stageText.trim());
  if (exact) return said(exact, false);
  if (/中学/.test(stageText) && /小学/.test(stageText)) return said('九年一贯', true);
  // A list that files a place under 小学 or 幼儿园 knows better than the place's name.
  const found = wordings.find(([pattern]) => pattern.test(stageText));
  if (found) return said(found[1], false);
  const named = wordings.find(([pattern, stage]) => stage !== '高校' && pattern.test(name));
  if (/中学|中等/.test(stageText)) {
    const secondary = named && ['初中', '高中', '九年一贯', '完全中学', '中职'].includes(named[1]);
    return secondary ? said(named[1], false) : said('完全中学', true);
  }
  if (named) return { stage: named[1], assumed: stageText !== '', from: 'name' };
  const coded = /^\d{10}$/.test(schoolCode) ? kindsOfCode[schoolCode.slice(0, 2)] : undefined;
  if (coded && !coded[1]) return { stage: coded[0], assumed: false, from: 'name' };
  const short = shortNames.find(([pattern]) => pattern.test(name))?.[1] ?? coded?.[0];
  return short ? { stage: short, assumed: true, from: 'name' } : null;
}

function said(stage: Stage, assumed: boolean): StageReading {
  return { stage, assumed, from: 'words' };
}

/** Places that a list files beside schools or that name one, and that are none. */
const besideSchools =
  /驾校|驾驶|培训|教育机构|家教|托管|补习|留学|早教|游泳|舞蹈|美术|跆拳道|钢琴|教研|图书馆|科研|传媒|博物|展览|文化宫|会展|行业协会/;
const schoolWords =
  /小学|中学|高中|初中|幼儿园|幼稚园|职业(学校|高中|中学)|中专|职高|特殊教育|高等院校|学校|kindergarten|^school$/;

/** Schools of grown-ups and companies that lists file under schools; what is attached to one may still be a school. */
const forAdults =
  /党校|老年|法制学校|社区学校|市民学校|家长学校|业余|夜校|进修|成人|函授|美容|美发|帮扶|(?<!学校|幼儿园)(?:有限|责任)公司|分公司/;
const attached = /附属.*(小学|中学|幼儿园|学校)/;

/** Whether a place of a mixed list is a school: by what it is filed under, where the list says so, else by its name. */
export function isSchoolPlace(category: string, name: string): boolean {
  const leaf =
    category
      .split('|')[0]
      ?.split(/[;；:/>]/)
      .at(-1)
      ?.trim() ?? '';
  if (besideSchools.test(leaf) || besideSchools.test(name)) return false;
  if (forAdults.test(name) && !attached.test(name)) return false;
  if (readSchoolPart(name)) return false;
  if (leaf !== '') return schoolWords.test(leaf);
  return /(小学|中学|幼儿园|学校)([\u4e00-\u9fff]{0,6}(校区|分校|分园|园区|校部))?(\(.*\)|（.*）)?$/.test(
    name,
  );
}
