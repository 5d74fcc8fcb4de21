import { checkAnswerNames, checkAnswers } from '../sweeps/checklist.ts';

/** Who fills a form in: schools about themselves, or communities and townships about what lies in them. */
export const formPlaces = ['schools', 'regions'] as const;
export type FormPlaces = (typeof formPlaces)[number];
export const formPlaceNames: Readonly<Record<FormPlaces, string>> = {
  schools: '学校',
  regions: '社区、镇街',
};

/** What a form's workbook holds; the words are read again when it comes back. */
export const checkForm = {
  cover: {
    sheet: '填表信息',
    columns: ['项目', '填写'],
    number: '表号',
    round: '自查名称',
    place: '填报单位',
    by: '填报人',
    on: '填报日期',
    phone: '联系电话',
  },
  items: {
    sheet: '自查项目',
    number: '项目编号',
    text: '检查项目',
    answer: '结果',
    note: '情况说明',
  },
  hazards: {
    sheet: '发现隐患',
    kind: '隐患类别',
    level: '等级',
    spot: '部位',
    text: '隐患情况',
    measure: '整改措施',
    person: '责任人',
    due: '计划完成日期',
  },
} as const;

/** Lines for hazards in a form. */
export const HAZARD_LINES = 30;

export const answerChoices = checkAnswers.map((answer) => checkAnswerNames[answer]);

/** Which form it is: its round and the place that it is for. */
export interface FormNumber {
  readonly uid: string;
  readonly of: FormPlaces;
  readonly placeId: number;
}

const letters: Readonly<Record<FormPlaces, string>> = { schools: 'X', regions: 'S' };

/** ZC-X12-019ad3…: known again whatever the file is called. */
export function writeFormNumber({ uid, of, placeId }: FormNumber): string {
  return `ZC-${letters[of]}${placeId}-${uid}`;
}

/** Null where it is no number of a form. */
export function readFormNumber(text: string): FormNumber | null {
  const [, letter, id, uid] = /^ZC-([XS])(\d{1,9})-([0-9a-f-]{36})$/.exec(text.trim()) ?? [];
  if (letter === undefined || id === undefined || uid === undefined) return null;
  return { of: letter === 'X' ? 'schools' : 'regions', placeId: Number(id), uid };
}
