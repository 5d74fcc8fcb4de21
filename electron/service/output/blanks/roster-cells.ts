import type { FormColumn, FormRow, FormTable } from '#shared/blanks/form-layout.ts';
import { plainLabel } from '#shared/blanks/label-text.ts';
import type { KnownList } from './list-row.ts';
import { nothingKnown, type Proposal } from './plan-cells.ts';

const weekday = /^(?:星期|周|礼拜)?([一二三四五六日天])$/;

/** Monday is 1; null where a column is about no day of the week. */
function dayOfColumn({ path }: FormColumn): number | null {
  const isWeek = /星期|周|礼拜/.test(path.join(''));
  const sign = weekday.exec(path.at(-1) ?? '')?.[1];
  if (!isWeek || sign === undefined) return null;
  return sign === '天' ? 7 : '一二三四五六日'.indexOf(sign) + 1;
}

/** Whether the columns of a table are the days of a week. */
export function isRoster({ columns }: FormTable): boolean {
  return columns.filter((column) => dayOfColumn(column) !== null).length >= 3;
}

/** Who is meant by a printed post, in the words by which posts and bodies are named. */
const posts: readonly (readonly [printed: RegExp, named: RegExp])[] = [
  [/校领导|校长|园长/, /校领导|校长|园长|值班领导/],
  [/民警|干警|公安|警/, /民警|交警|公安|派出所|警察|辅警/],
  [/保安|安保/, /保安|安保/],
  [/教师|老师|教职工/, /教师|老师|教职工|值周/],
  [/家长/, /家长/],
  [/社区|网格/, /社区|网格/],
  [/城管|执法/, /城管|执法/],
];

/** Who stands at a printed post; null where the column is about something else. Where nobody does, nothing stands. */
export function rosterProposal(list: KnownList, row: FormRow, column: FormColumn): Proposal | null {
  const day = dayOfColumn(column);
  const named =
    day === null ? { 单位: '单位', 岗位: '岗位', 姓名: '姓名' }[column.path.at(-1) ?? ''] : `周${day}`;
  if (named === undefined || row.kind !== 'named') return null;
  if (list.rows.length === 0) return { ...nothingKnown, note: '请先选择校门，或这个校门没有护学岗' };
  const printed = plainLabel(row.labels.at(-1) ?? '').text;
  const words = posts.find(([pattern]) => pattern.test(printed))?.[1];
  const own = list.rows.filter(({ cells }) => {
    const post = String(cells.get('岗位') ?? '');
    return post === printed || (words?.test(`${post} ${cells.get('单位') ?? ''}`) ?? false);
  });
  const values = [
    ...new Set(
      own.map(({ cells }) => cells.get(named)).filter((value) => typeof value === 'string' && value !== ''),
    ),
  ];
  const isNamed = own.some(({ cells }) => cells.get('岗位') === printed);
  return {
    ...nothingKnown,
    value: values.join('、') || null,
    source: '护学岗（所选校门）',
    note: own.length === 0 ? '护学岗里没有这个岗位' : own.map(({ name }) => name).join('、'),
    sure: isNamed || own.length === 1,
  };
}
