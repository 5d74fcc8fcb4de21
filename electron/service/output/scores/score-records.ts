import type { ScoreRow } from '#shared/contract/scores.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { ScoreSubjects } from '#shared/scores/score-formulas.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { isKnownByPoint, type SchoolPlace } from '#shared/zones/measured-places.ts';
import { selectLedger } from '../../db/queries/reports.ts';
import { selectHazardPositions } from '../../db/queries/scores.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { bodyNamer, keyOfSubject } from './score-subjects.ts';

export type ScoreContext = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'now'>;

/** A record of a figure, with the keys of those whose it is: none where it is nobody's. */
export interface Placed {
  readonly row: ScoreRow;
  readonly subjects: readonly string[];
}

export type LedgerHazard = Awaited<ReturnType<typeof selectLedger>>[number];
interface Owned {
  readonly id: number;
  readonly schoolId: number | null;
  readonly responsibleBody: string;
}

/** What figures over some days are counted from, each read once, and whose a record is. */
export class ScoreRecords {
  readonly context: ScoreContext;
  readonly of: ScoreSubjects;
  readonly span: PeriodDates;
  /** The day on which things are open, overdue or listed. */
  readonly asOf: string;
  readonly ledger: () => Promise<LedgerHazard[]>;

  constructor(context: ScoreContext, of: ScoreSubjects, span: PeriodDates) {
    this.context = context;
    this.of = of;
    this.span = span;
    this.asOf = lastDay(span, context.today);
    this.ledger = once(async () => await selectLedger(context.db, span));
  }

  /** Whose a hazard is: of the school that it names, of the body that it is assigned to, of the town where it lies. */
  async hazardOwner(): Promise<(hazard: Owned) => string[]> {
    const { context, of } = this;
    const bodyOf = bodyNamer(context);
    if (of === 'bodies')
      return ({ responsibleBody }) => (responsibleBody === '' ? [] : [bodyOf(responsibleBody)]);
    if (of === 'schools') return ({ schoolId }) => (schoolId === null ? [] : [keyOfSchool(schoolId)]);
    const positions = await selectHazardPositions(context.db);
    const lookup = await context.workspace.places.regions();
    return ({ id, schoolId }) => {
      const place = positions.get(id);
      const lies = lookup.at(TOWN_LEVEL, place?.lng ?? null, place?.lat ?? null);
      const town = lies ?? (schoolId === null ? null : lookup.ofSchool(TOWN_LEVEL, schoolId));
      return town === null ? [] : [town];
    };
  }

  /** Whose a school is. */
  async schoolOwner(): Promise<(id: number) => string[]> {
    if (this.of === 'schools') return (id) => [keyOfSchool(id)];
    const lookup = await this.context.workspace.places.regions();
    return (id) => {
      const town = lookup.ofSchool(TOWN_LEVEL, id);
      return town === null ? [] : [town];
    };
  }

  /** The subjects with a school of which it is known where it is: of others nobody can say what lies around. */
  async measurable(): Promise<ReadonlySet<string>> {
    const owner = await this.schoolOwner();
    const schools = [...(await this.context.workspace.places.schools()).values()];
    return new Set(schools.filter(isPlaced).flatMap(({ id }) => owner(id)));
  }
}

/** The last day of a span, or today where that is earlier. */
export function lastDay({ to }: PeriodDates, today: string): string {
  return to < today ? to : today;
}

const keyOfSchool = (id: number) => keyOfSubject({ schoolId: id, name: '' });
const isPlaced = (school: SchoolPlace) => !isKnownByPoint(school) || school.point !== null;

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | null = null;
  return async () => {
    known ??= read();
    return await known;
  };
}
