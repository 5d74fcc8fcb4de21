import type { FacetPeriod } from '#shared/blanks/label-facets.ts';
import { dayEnd } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { wasAdded } from '#shared/ledger/balance.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { CLOSED_TODAY, visitResults } from '#shared/sweeps/visit-rules.ts';
import { selectSwept } from '../../db/queries/coverage.ts';
import { selectSupervised } from '../../db/queries/documents.ts';
import { selectHandings } from '../../db/queries/handings.ts';
import { countUnverified } from '../../db/queries/hazards.ts';
import { selectMeetings } from '../../db/queries/meetings.ts';
import { hasIssuedPapers, selectIssuedBetween } from '../../db/queries/papers.ts';
import { selectLedger, selectVisitsBetween } from '../../db/queries/reports.ts';
import { selectSweepsIn } from '../../db/queries/sweeps.ts';
import { selectTroubleSpots } from '../../db/queries/trouble-spots.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { previousSpan } from '../documents/span-days.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;
export type SpanFacts = Awaited<ReturnType<typeof readFacts>>;

/** What forms count over days, read once for each span of them. */
export class FactsBySpan {
  readonly #context: Context;
  readonly #known = new Map<string, Promise<SpanFacts>>();

  constructor(context: Context) {
    this.#context = context;
  }

  async of(span: PeriodDates): Promise<SpanFacts> {
    const key = `${span.from} ${span.to}`;
    const known = this.#known.get(key) ?? readFacts(this.#context, span);
    this.#known.set(key, known);
    return await known;
  }
}

/** A visit counts as a look where somebody was let see anything. */
const looked = {
  bodies: 1,
  results: visitResults.filter((result) => result !== CLOSED_TODAY),
  assumption: null,
};

async function readFacts({ db }: Context, span: PeriodDates) {
  const hazards = await selectLedger(db, span);
  const swept = await selectSwept(db, span, looked);
  const found = hazards.filter((hazard) => wasAdded(hazard, span));
  const named = found.flatMap(({ schoolId }) => (schoolId === null ? [] : [schoolId]));
  return {
    span,
    hazards,
    found,
    visits: await selectVisitsBetween(db, span),
    /** Schools whose surroundings somebody saw. */
    swept: new Set(swept.map(({ schoolId }) => schoolId)),
    /** Schools of which somebody saw the surroundings, or said something that counts. */
    looked: new Set([...swept.map(({ schoolId }) => schoolId), ...named]),
    supervised: new Set((await selectSupervised(db, span.to)).map(({ hazardId }) => hazardId)),
    unverified: await countUnverified(db, span),
    sweeps: await selectSweepsIn(db, span),
    spots: await selectTroubleSpots(db),
    talks: (await selectHandings(db, { hazardId: null, standing: false })).filter(
      ({ kind, ended }) => kind === 'talk' && ended !== 'withdrawn',
    ),
    meetings: await selectMeetings(db),
    keepsPapers: await hasIssuedPapers(db),
    papers: await selectIssuedBetween(
      db,
      dayEnd(addDays(span.from, -1)).toISOString(),
      dayEnd(span.to).toISOString(),
    ),
  };
}

/** The days that a period of a label means beside those of the form. */
export function spanFor(period: FacetPeriod | undefined, span: PeriodDates): PeriodDates {
  const year = span.to.slice(0, 4);
  switch (period) {
    case undefined:
    case 'form':
      return span;
    case 'yearToDate':
      return { from: `${year}-01-01`, to: span.to };
    case 'lastYear':
      return { from: yearBefore(span.from), to: yearBefore(span.to) };
    case 'previous': {
      const [from, to] = previousOf(span);
      return { from, to };
    }
    default: {
      const number = Number(period.replace(/\D/g, ''));
      return period.startsWith('quarter')
        ? months(year, number * 3 - 2, number * 3)
        : months(year, number, number);
    }
  }
}

function yearBefore(day: string): string {
  const moved = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return moved.endsWith('-02-29') ? moved.replace('-02-29', '-02-28') : moved;
}

function months(year: string, first: number, last: number): PeriodDates {
  const end = new Date(Date.UTC(Number(year), last, 0)).toISOString().slice(0, 10);
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: end };
}

/** The month before a whole month; else as documents reckon it. */
function previousOf(span: PeriodDates): [string, string] {
  const [year = '', month = ''] = span.to.split('-');
  const own = months(year, Number(month), Number(month));
  if (own.from !== span.from || own.to !== span.to) return previousSpan(span);
  const before = addDays(span.from, -1);
  return [`${before.slice(0, 7)}-01`, before];
}
