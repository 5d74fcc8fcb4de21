import type { ParsedInputOf } from '#shared/contract/contract.ts';
import type { Handing } from '#shared/contract/handings.ts';
import { hoursLate, isFor, mayTake, stepsOf, waitsFor } from '#shared/ledger/handing.ts';
import { countUrges, type ListedHanding, selectHandings } from '../../db/queries/handings.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readWorkingClock } from '../days/work-days.ts';

/**
 * What was handed about, with what it waits for and what whoever asks may do: first what is late, the longest before the
 * others, then what waits, what is wanted first before the others, then the rest, the latest first.
 */
export async function listHandings(
  context: Pick<QueryContext, 'db' | 'now' | 'workspace' | 'caller'>,
  wanted: ParsedInputOf<'handings.list'>,
): Promise<Handing[]> {
  const { db, now, caller } = context;
  const clock = await readWorkingClock(context);
  const urges = await countUrges(db);
  const rows = (await selectHandings(db, wanted)).map((row): Handing => {
    const { state, code, placeName, schoolName, meeting, description } = row;
    const waits = waitsFor(row, state);
    // What is said of a place beside a school is nothing without the school.
    const isBeside = row.hazardId === null && schoolName !== null && placeName !== schoolName;
    return {
      ...toldOf(row),
      code: code ?? '',
      placeName: isBeside ? `${schoolName} ${placeName}` : (placeName ?? ''),
      meeting: meeting ?? '',
      matter: row.matter || (description ?? ''),
      urges: urges.get(row.id)?.urges ?? 0,
      urgedAt: urges.get(row.id)?.urgedAt ?? null,
      waits,
      // Nobody is late any more where nothing is waited for.
      hoursLate:
        waits === null && row.endedAt === null && row.receivedAt === null ? null : hoursLate(row, now, clock),
      steps: stepsOf(row, state).filter((step) => mayTake(step, row, caller.rights)),
      own: waits !== null && isFor(caller.rights, row),
    };
  });
  return rows.toSorted((a, b) => rank(a) - rank(b) || byUrgency(a, b));
}

/** What is told of it as it stands. */
function toldOf(row: ListedHanding) {
  const { id, kind, hazardId, schoolId, meetingId, fromBody, toBody, toPerson, handedAt, handedBy } = row;
  const { dueAt, receivedAt, receivedBy, answer, endedAt, endedBy, ended } = row;
  return {
    ...{ id, kind, hazardId, schoolId, meetingId, fromBody, toBody, toPerson, handedAt, handedBy },
    ...{ dueAt, receivedAt, receivedBy, answer, endedAt, endedBy, ended },
  };
}

const rank = ({ waits, hoursLate: late }: Handing) => (waits === null ? 2 : late === null ? 1 : 0);

function byUrgency(a: Handing, b: Handing): number {
  if (a.waits === null) return b.handedAt.localeCompare(a.handedAt) || b.id - a.id;
  // What has no limit comes behind what has one.
  const dueOf = ({ dueAt }: Handing) => dueAt ?? '9999';
  return dueOf(a).localeCompare(dueOf(b)) || a.handedAt.localeCompare(b.handedAt) || a.id - b.id;
}
