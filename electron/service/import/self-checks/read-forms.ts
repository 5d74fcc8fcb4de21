import { dayOf } from '#shared/calendar/china-time.ts';
import type { FormProblem } from '#shared/contract/self-checks.ts';
import { writeFormNumber } from '#shared/self-checks/check-form.ts';
import { selectCheckRounds, selectFormPlaces, selectSelfChecks } from '../../db/queries/self-checks.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { SessionFiles } from '../../platform/file-tokens.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import type { HashedRow } from '../staged-row.ts';
import { type ReturnedForm, readForm } from './read-form.ts';
import { stageForm } from './stage-form.ts';

/** A form that is new, with what it brings. */
interface NewForm {
  readonly form: ReturnedForm;
  readonly roundId: number;
  readonly round: string;
  readonly rows: readonly HashedRow[];
  readonly faults: number;
}

export interface ReadForms {
  readonly forms: readonly NewForm[];
  readonly known: number;
  readonly problems: readonly FormProblem[];
}

type Context = Pick<QueryContext, 'today' | 'progress' | 'workspace'> & {
  readonly db: Read;
  readonly files: SessionFiles;
};

/** Reads forms that came back: each once, whatever its file is called. Nothing is written. */
export async function readForms(
  { db, files, today, progress, workspace }: Context,
  tokens: readonly string[],
): Promise<ReadForms> {
  const kinds = hazardKindsOf(workspace);
  const rounds = new Map((await selectCheckRounds(db)).map((round) => [round.uid, round]));
  const forms: NewForm[] = [];
  const problems: FormProblem[] = [];
  const sieve = new FormSieve(await selectSelfChecks(db), problems);
  for (const [done, token] of tokens.entries()) {
    await progress.report('读取自查表', done, tokens.length);
    const form = await readForm(files.resolve(token), progress);
    if (!('number' in form)) {
      problems.push(form);
      continue;
    }
    if (sieve.isKnown(form)) continue;
    const round = rounds.get(form.number.uid);
    const [place] = await selectFormPlaces(db, form.number.of, [form.number.placeId]);
    const why = refusalOf(form, round !== undefined, place !== undefined);
    if (!round || !place || why !== null) {
      problems.push(aboutFile(form.file, why ?? '', true));
      continue;
    }
    sieve.take(form);
    problems.push(...form.problems);
    const rows = stageForm(form, place, { today, kinds }, problems);
    const faults = Object.values(form.answers).filter(({ answer }) => answer === 'fault').length;
    forms.push({ form, roundId: round.id, round: round.title, rows, faults });
  }
  return { forms, known: sieve.known, problems };
}

/** Why a form is not taken; null where it is. One that nobody filled in would stand in the way of the real one. */
function refusalOf(
  { answers, hazards, by, number }: ReturnedForm,
  isOfRound: boolean,
  isOfPlace: boolean,
): string | null {
  if (!isOfRound) return '不是这个工作区发出的自查表，没有读';
  if (!isOfPlace) return '填报单位已经不在名单里，没有读';
  const isSaid = number.of === 'schools' ? Object.keys(answers).length > 0 : by !== '';
  return isSaid || hazards.length > 0 ? null : '还没有填，没有收';
}

function aboutFile(file: string, message: string, rejected: boolean): FormProblem {
  return { file, sheet: '', row: 0, field: '', value: '', message, rejected };
}

/** Lets each form pass once, and tells where one that was read before says something else now. */
class FormSieve {
  known = 0;
  readonly #before: ReadonlyMap<string, { readonly readAt: string; readonly fileHash: string }>;
  readonly #taken = new Map<string, string>();
  readonly #problems: FormProblem[];

  constructor(before: Awaited<ReturnType<typeof selectSelfChecks>>, problems: FormProblem[]) {
    this.#before = new Map(before.map((check) => [check.number, check]));
    this.#problems = problems;
  }

  isKnown({ file, fileHash, number }: ReturnedForm): boolean {
    const before = this.#before.get(writeFormNumber(number));
    const twin = this.#taken.get(writeFormNumber(number));
    if (before && before.fileHash !== fileHash) {
      const day = dayOf(new Date(before.readAt));
      const why = `这份表 ${day} 已经收过，内容有变化，没有再读；要改收这一份，请先撤销那一批`;
      this.#problems.push(aboutFile(file, why, true));
    }
    if (twin !== undefined)
      this.#problems.push(aboutFile(file, `与“${twin}”是同一份表，只读了那一份`, false));
    if (!before && twin === undefined) return false;
    this.known += 1;
    return true;
  }

  take({ file, number }: ReturnedForm): void {
    this.#taken.set(writeFormNumber(number), file);
  }
}
