import type { FormProblem } from '#shared/contract/self-checks.ts';
import { hazardLevelSchema } from '#shared/ledger/hazard.ts';
import { readLedgerDay, saysNothing } from '#shared/ledger/listed-hazard.ts';
import { comparable } from '#shared/registry/text.ts';
import { type KindsInForce, kindFor, readHazardKind } from '#shared/rules/hazard-kinds.ts';
import { checkForm, writeFormNumber } from '#shared/self-checks/check-form.ts';
import { type HashedRow, hashed } from '../staged-row.ts';
import type { FormLine, ReturnedForm } from './read-form.ts';

/** The place that a form is for, as it is known here. */
interface FormPlace {
  readonly id: number;
  readonly name: string;
}

interface StagedBy {
  readonly today: string;
  /** The kinds of hazards that the pack in force has. */
  readonly kinds: KindsInForce;
}

/**
 * The hazards of a form as rows that can be written. What a school says of itself is a fact, what a community says is to be
 * verified. Problems are added to those of the form.
 */
export function stageForm(
  form: ReturnedForm,
  place: FormPlace,
  { today, kinds }: StagedBy,
  problems: FormProblem[],
): HashedRow[] {
  const { hazards: words } = checkForm;
  return form.hazards.flatMap((line) => {
    const tell = (field: string, message: string, rejected = false) =>
      problems.push({
        ...{ file: form.file, sheet: words.sheet, row: line.row, field, value: line.cell(field) },
        ...{ message, rejected },
      });
    const description = line.cell(words.text);
    if (saysNothing(description)) return [];
    if (description === '') {
      tell(words.text, '没有写隐患情况，这一行没有登记', true);
      return [];
    }
    return [hashed(rowOf(form, place, line, { today, kinds }, tell))];
  });
}

type Tell = (field: string, message: string) => void;

function rowOf(form: ReturnedForm, place: FormPlace, line: FormLine, { today, kinds }: StagedBy, tell: Tell) {
  const { hazards: words } = checkForm;
  const isSchool = form.number.of === 'schools';
  const number = writeFormNumber(form.number);
  const said = line.cell(words.text);
  const measure = line.cell(words.measure);
  return {
    place: { number: line.row, sheet: { name: words.sheet, line: line.row } },
    // A form is read once; within it what stands twice is one hazard.
    identity: `form:${number}:${comparable(line.cell(words.spot))}|${comparable(said)}`,
    values: {
      kind: kindOf(line, kinds, tell),
      level: choiceOf(line, words.level, hazardLevelSchema.options, '一般', tell),
      description: measure === '' ? said : `${said}（整改措施：${measure}）`,
      venueId: null,
      schoolId: isSchool ? place.id : null,
      placeText: [isSchool ? '' : place.name, line.cell(words.spot)].filter(Boolean).join(' '),
      foundOn: dayOfForm(form, today),
      dueOn: isSchool ? dayIn(line, tell) : null,
      closedOn: null,
      ...(isSchool ? { state: 'found', lead: 0 } : { state: 'lead', lead: 1 }),
      responsibleBody: isSchool ? place.name : '',
      responsiblePerson: line.cell(words.person),
      source: isSchool ? '学校自查' : '社区网格',
      sourceNumber: `${number}-${line.row}`,
      saidBy: form.by === '' ? place.name : `${place.name} ${form.by}`,
    },
  };
}

/** The pack may be another than when the form went out: what it called the kind may still be understood. */
function kindOf(line: FormLine, kinds: KindsInForce, tell: Tell): string {
  const { kind: column } = checkForm.hazards;
  const text = line.cell(column);
  const known = text === '' ? null : readHazardKind(text, kinds);
  if (known !== null) return known;
  return choiceOf(line, column, [], kindFor(kinds, 'other'), tell);
}

function choiceOf<Word extends string>(
  line: FormLine,
  column: string,
  words: readonly Word[],
  usual: Word,
  tell: Tell,
): Word {
  const text = line.cell(column);
  const known = words.find((word) => word === text);
  if (known === undefined)
    tell(column, text === '' ? `没有选，按“${usual}”登记` : `“${text}”看不懂，按“${usual}”登记`);
  return known ?? usual;
}

function dayIn(line: FormLine, tell: Tell): string | null {
  const { due } = checkForm.hazards;
  const text = line.cell(due);
  const day = text === '' ? null : readLedgerDay(text);
  if (day === null) tell(due, text === '' ? '没有写计划完成日期，期限留空' : `日期“${text}”看不懂，期限留空`);
  return day;
}

/** The day on which a form was filled in; today where it says none, or one to come. */
export function dayOfForm({ on }: Pick<ReturnedForm, 'on'>, today: string): string {
  const day = on === '' ? null : readLedgerDay(on);
  return day !== null && day <= today ? day : today;
}
