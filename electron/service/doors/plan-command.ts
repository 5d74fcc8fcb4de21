import type { InputOf, OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import { type Period, periodDates, periodSchema, periodTitle } from '#shared/sweeps/period.ts';
import { lastDayText, usualPause } from '#shared/sweeps/plan-days.ts';
import type { DataService } from '../dispatch/service.ts';
import { routesTable } from '../output/export/routes-table.ts';
import { writeTable } from '../output/export/table.ts';
import { printJson, withService } from './cli-commands.ts';

type Call = <Name extends ServiceProcedureName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

export interface CliPlan {
  readonly period: string;
  readonly teams: number;
  readonly seed: number;
  readonly sample: number;
  readonly out: string | null;
  readonly json: boolean;
}

/**
 * Plans the sweep of a period: the one that is there, or a new one. Its targets are chosen by the usual rule
 * with a random share, teams are added up to the number wanted, routes are kept.
 */
export async function runPlan(directory: string, plan: CliPlan): Promise<void> {
  const started = performance.now();
  const period = periodSchema.parse(plan.period);
  await withService(directory, async (service, call) => {
    const sweepId = await sweepOf(call, period);
    await addTeams(call, sweepId, period, plan.teams);
    await requireDays(call, sweepId);
    const options = targetOptionsSchema.parse({ sample: plan.sample, seed: plan.seed });
    const { omittedVenues } = await call('targets.preview', { sweepId, options, all: true });
    await call('targets.apply', { sweepId, options });
    const proposal = await call('routes.propose', { sweepId, seed: plan.seed });
    const { teams, leftOut } = proposal;
    await call('routes.keep', {
      sweepId,
      leftOut,
      teams: teams.map(({ teamId, days }) => ({ teamId, days })),
    });
    const { stops } = await call('sweeps.get', { id: sweepId });
    const venueOf = new Map(stops.map(({ id, venueId }) => [id, venueId]));
    const omitted = [
      ...omittedVenues,
      ...leftOut.map(({ stopId, reason }) => ({ venueId: venueOf.get(stopId) ?? 0, reason })),
    ];
    if (plan.out !== null) await writeRoutes(service, call, sweepId, plan.out);
    const answer = {
      period,
      teams: teams.map(({ days, metres }, i) => ({ id: i + 1, stops: days.flat().length, km: km(metres) })),
      stops: stops.length - leftOut.length,
      omitted,
      km: km(proposal.metres),
      balance: Number(proposal.balance.toFixed(3)),
      ms: Math.round(performance.now() - started),
    };
    if (plan.json) return printJson(answer);
    for (const team of answer.teams)
      process.stdout.write(`第 ${team.id} 组：${team.stops} 个检查点，${team.km} km\n`);
    process.stdout.write(
      `${periodTitle(period)}：${answer.stops} 个检查点，${answer.km} km，均衡 ${answer.balance}，` +
        `未排 ${leftOut.length}（${answer.ms} ms）\n`,
    );
  });
}

/** Writes the routes as a table. */
async function writeRoutes(
  { workspace }: DataService,
  call: Call,
  sweepId: number,
  out: string,
): Promise<void> {
  const { today } = await call('workspace.describe', {});
  await writeTable(out, await routesTable({ workspace, db: workspace.database.reader, today }, sweepId));
}

async function sweepOf(call: Call, period: Period): Promise<number> {
  const known = (await call('sweeps.list', {})).find((sweep) => sweep.period === period);
  if (known) return known.id;
  const { pack } = await call('workspace.describe', {});
  const { id } = await call('sweeps.create', {
    title: `${periodTitle(period)}校园周边联合整治`,
    period,
    agencies: pack.agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => name),
    focusTopics: pack.focusTopics,
  });
  return id;
}

/** Adds teams up to the number wanted; they begin with the period, today where that is under way. */
async function addTeams(call: Call, sweepId: number, period: Period, wanted: number): Promise<void> {
  const { today } = await call('workspace.describe', {});
  const { from, to } = periodDates(period);
  const startsOn = today > from ? today : from;
  // Nobody goes any more in a period that is over: its days have no dates.
  const times = today > to ? null : { startsOn, pause: usualPause, evening: null };
  const { teams } = await call('routes.get', { sweepId });
  if (teams.length > wanted) throw new CodedError('PLAN_TEAMS_FEWER', { found: teams.length, wanted });
  for (let i = teams.length; i < wanted; i++)
    await call('teams.save', {
      id: null,
      sweepId,
      name: `第 ${i + 1} 组`,
      days: 5,
      from: '09:00',
      until: '17:00',
      times,
      byHand: false,
      members: [],
    });
}

/** Nothing is chosen for a sweep on which nobody goes any more. Errors: PLAN_NO_DAYS. */
async function requireDays(call: Call, sweepId: number): Promise<void> {
  const { today } = await call('workspace.describe', {});
  const { teams } = await call('routes.get', { sweepId });
  const isAhead = ({ date, cancelled }: (typeof teams)[number]['days'][number]) =>
    date === null || (date >= today && cancelled === '');
  if (teams.some(({ days, team }) => team.byHand || days.some(isAhead))) return;
  throw new CodedError('PLAN_NO_DAYS', {
    teams: teams.map(({ team, days }) => lastDayText(team.name, days)).join('、'),
  });
}

function km(metres: number): number {
  return Number((metres / 1000).toFixed(3));
}
