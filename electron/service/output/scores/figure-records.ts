import { dayOf } from '#shared/calendar/china-time.ts';
import type { ScoreRow } from '#shared/contract/scores.ts';
import { isOpenAt, wasAdded } from '#shared/ledger/balance.ts';
import { handingOf, hoursLate, waitsFor } from '#shared/ledger/handing.ts';
import { endOfSpot, stateOnDay, troubleSpotStateNames } from '#shared/ledger/trouble-spot.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { FormulaId } from '#shared/scores/score-formulas.ts';
import { selectSwept } from '../../db/queries/coverage.ts';
import { selectSupervised } from '../../db/queries/documents.ts';
import { selectHandings } from '../../db/queries/handings.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectChecked, selectTasksDueIn } from '../../db/queries/scores.ts';
import { selectTroubleSpots } from '../../db/queries/trouble-spots.ts';
import { listRounds } from '../../import/self-checks/rounds.ts';
import { readWorkingClock } from '../../sweeps/days/work-days.ts';
import type { LedgerHazard, Placed, ScoreRecords } from './score-records.ts';
import { bodiesIn, bodyNamer } from './score-subjects.ts';

type Maker = (records: ScoreRecords) => Promise<Placed[]>;

/** The records of a figure, told one by one: what reports, ledgers and the overview count. */
export async function recordsOf(formula: FormulaId, records: ScoreRecords): Promise<Placed[]> {
  return (await makers[formula]?.(records)) ?? [];
}

/** Hazards as rows: which of them there are, which count, and what is told of each. */
function ofHazards(
  which: (hazard: LedgerHazard, records: ScoreRecords) => boolean,
  counting: (records: ScoreRecords) => Promise<(hazard: LedgerHazard) => boolean>,
): Maker {
  return async (records) => {
    const owner = await records.hazardOwner();
    const counts = await counting(records);
    return (await records.ledger())
      .filter((hazard) => which(hazard, records))
      .map((hazard) => ({ row: hazardRow(hazard, counts(hazard)), subjects: owner(hazard) }));
  };
}

function hazardRow(hazard: LedgerHazard, counts: boolean): ScoreRow {
  const { id, code, placeName, kind, level, description, foundOn, dueOn, closedOn } = hazard;
  const days = [`发现 ${foundOn}`, dueOn && `期限 ${dueOn}`, closedOn && `销号 ${closedOn}`];
  const told = `${kind}，${level}：${description}（${days.filter(Boolean).join('，')}）`;
  return { kind: 'hazard', id, code, opens: id, name: `${code} ${placeName}`, told, on: foundOn, counts };
}

const found = (hazard: LedgerHazard, { span }: ScoreRecords) => wasAdded(hazard, span);
const open = (hazard: LedgerHazard, { asOf }: ScoreRecords) => isOpenAt(hazard, asOf);

const makers: { readonly [Formula in FormulaId]?: Maker } = {
  rectified: ofHazards(
    found,
    async ({ asOf }) =>
      (hazard) =>
        !isOpenAt(hazard, asOf),
  ),
  overdue: ofHazards(
    open,
    async ({ asOf }) =>
      ({ dueOn }) =>
        dueOn !== null && dueOn < asOf,
  ),
  repeated: ofHazards(
    found,
    async () =>
      ({ repeats }) =>
        repeats !== null,
  ),
  supervised: ofHazards(
    () => true,
    async ({ context, asOf }) => {
      const listed = new Set((await selectSupervised(context.db, asOf)).map(({ hazardId }) => hazardId));
      return ({ id }) => listed.has(id);
    },
  ),
  coverage: coveredSchools,
  verified: checkedHazards,
  listedSpots: spotsInSpan,
  zoneFindings: venuesInZones,
  formsOnTime: formsDue,
  tasksOnTime: tasksDue,
  handingsOnTime: handingsDue,
};

async function coveredSchools(records: ScoreRecords): Promise<Placed[]> {
  const { context, span } = records;
  const { workspace, db } = context;
  const owner = await records.schoolOwner();
  const visits = new Map<number, number>();
  for (const row of await selectSwept(db, span, workspace.pack.sweepCounts))
    visits.set(row.schoolId, (visits.get(row.schoolId) ?? 0) + row.visits);
  return [...(await workspace.places.schools()).values()].map(({ id, name, stage }) => {
    const times = visits.get(id);
    const told = times === undefined ? `${stage}，未整治` : `${stage}，已整治，检查 ${times} 次`;
    return {
      row: { kind: 'school', id, code: '', opens: id, name, told, on: '', counts: times !== undefined },
      subjects: owner(id),
    };
  });
}

async function checkedHazards(records: ScoreRecords): Promise<Placed[]> {
  const owner = await records.hazardOwner();
  return (await selectChecked(records.context.db, records.span)).map((check) => {
    const { hazardId: id, code, placeName, checkedOn, passed } = check;
    const counts = passed === 1;
    const told = `${checkedOn ?? ''} 抽样复核，${counts ? '属实' : '不属实'}`;
    return {
      row: {
        kind: 'hazard',
        id,
        code,
        opens: id,
        name: `${code} ${placeName}`,
        told,
        on: checkedOn ?? '',
        counts,
      },
      subjects: owner({ ...check, id }),
    };
  });
}

async function spotsInSpan(records: ScoreRecords): Promise<Placed[]> {
  const { context, of, span, asOf } = records;
  const lookup = await context.workspace.places.regions();
  const bodyOf = bodyNamer(context);
  return (await selectTroubleSpots(context.db)).flatMap((spot): Placed[] => {
    const { id, name, problem, lng, lat, leadBody, foundOn } = spot;
    const state = stateOnDay(spot, asOf);
    const end = endOfSpot(spot);
    if (state === null || (end !== null && end < span.from)) return [];
    const town = lookup.at(TOWN_LEVEL, lng, lat);
    const whose = of === 'towns' ? (town ?? '') : leadBody && bodyOf(leadBody);
    const told = [troubleSpotStateNames[state], problem].filter(Boolean).join('，');
    return [
      {
        row: {
          kind: 'troubleSpot',
          id,
          code: '',
          opens: id,
          name,
          told,
          on: foundOn,
          counts: state === 'listed',
        },
        subjects: whose === '' ? [] : [whose],
      },
    ];
  });
}

async function venuesInZones(records: ScoreRecords): Promise<Placed[]> {
  const owner = await records.schoolOwner();
  const findings = await selectNamedFindings(records.context.db, {
    primary: true,
    severities: ['violation'],
  });
  return findings.map(({ venueId, venueName, schoolId, schoolName, distance }) => ({
    row: {
      ...{ kind: 'venue' as const, id: venueId, code: '', opens: venueId, name: venueName },
      ...{ told: `${schoolName}，${distance.toFixed(1)} 米`, on: '', counts: true },
    },
    subjects: owner(schoolId),
  }));
}

/** Until it is due, what has not come back is neither on time nor late. */
async function formsDue(records: ScoreRecords): Promise<Placed[]> {
  const { context, span } = records;
  const owner = await records.schoolOwner();
  const rounds = (await listRounds(context.db)).filter(
    ({ of, dueOn }) => of === 'schools' && dueOn !== null && dueOn >= span.from && dueOn <= span.to,
  );
  return rounds.flatMap(({ id: roundId, title, dueOn, places }) =>
    places.flatMap(({ id, name, readOn }): Placed[] => {
      if (dueOn === null || (readOn === null && dueOn >= context.today)) return [];
      const told = `${title}，期限 ${dueOn}，${readOn === null ? '没有交回' : `交回 ${readOn}`}`;
      const counts = readOn !== null && readOn <= dueOn;
      const row = {
        kind: 'selfCheck' as const,
        id: roundId,
        code: '',
        opens: id,
        name,
        told,
        on: dueOn,
        counts,
      };
      return [{ row, subjects: owner(id) }];
    }),
  );
}

async function tasksDue(records: ScoreRecords): Promise<Placed[]> {
  const { context, span } = records;
  return (await selectTasksDueIn(context.db, span)).flatMap((task): Placed[] => {
    const { id, campaignId, campaign, title, body, dueOn, doneOn } = task;
    if (dueOn === null || (doneOn === null && dueOn >= context.today)) return [];
    const told = `${campaign}，期限 ${dueOn}，${doneOn === null ? '没有登记完成' : `完成 ${doneOn}`}`;
    const counts = doneOn !== null && doneOn <= dueOn;
    return [
      {
        row: { kind: 'task', id, code: '', opens: campaignId, name: title, told, on: dueOn, counts },
        subjects: bodiesIn(context, body),
      },
    ];
  });
}

/** What was taken back, or is waited for no more, was neither on time nor late; what is not due yet is not either. */
async function handingsDue(records: ScoreRecords): Promise<Placed[]> {
  const { context, span } = records;
  const clock = await readWorkingClock(context);
  const bodyOf = bodyNamer(context);
  return (await selectHandings(context.db, { hazardId: null, standing: false })).flatMap(
    (handing): Placed[] => {
      const { id, kind, hazardId, handedAt, dueAt, receivedAt, endedAt, ended, state } = handing;
      const on = dayOf(new Date(handedAt));
      if (dueAt === null || on < span.from || on > span.to || ended === 'withdrawn') return [];
      const waits = waitsFor(handing, state);
      if (waits === null && receivedAt === null && endedAt === null) return [];
      const late = hoursLate(handing, context.now, clock);
      if (late === null && waits !== null) return [];
      const told = late === null ? '按时' : `超过时限 ${late.toFixed(1)} 小时`;
      const name = `${handingOf(kind).title}：${handing.matter || (handing.description ?? '')}`;
      return [
        {
          row: { kind: 'handing', id, code: '', opens: hazardId, name, told, on, counts: late === null },
          subjects: [bodyOf(handing.toBody)],
        },
      ];
    },
  );
}
