import { CodedError } from '#shared/contract/errors.ts';
import type { Member, TeamPlan } from '#shared/contract/planning.ts';
import { clockOf } from '#shared/sweeps/practice.ts';
import { balanceOf, scheduleOf } from '#shared/sweeps/routing.ts';
import { chooseTargets, type TargetOptions } from '#shared/sweeps/targets.ts';
import { drawTeams, OFFICERS_NEEDED } from '#shared/sweeps/team.ts';
import {
  type PlannedStop,
  selectPlannedStops,
  selectTargetVenues,
  selectTeams,
} from '../db/queries/planning.ts';
import { selectNewStops } from '../db/queries/sweeps.ts';
import type { Read } from '../db/schema/schema.ts';
import { readFlag, writeFlag } from '../db/schema/stored-values.ts';
import { routesTable } from '../output/export/routes-table.ts';
import { encodeXlsx } from '../output/export/table.ts';
import { rememberOfficers } from '../sweeps/officers.ts';
import { proposeRoutes } from '../sweeps/propose-routes.ts';
import {
  daysOf,
  fillDay,
  lineOfDay,
  readRoutes,
  type SweepRoutes,
  teamProblems,
} from '../sweeps/sweep-routes.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';
import { requireSweep } from './sweeps.ts';

export const planningHandlers: HandlersOf<'officers'> &
  HandlersOf<'teams'> &
  HandlersOf<'targets'> &
  HandlersOf<'routes'> &
  Pick<HandlersOf<'sweeps'>, 'sweeps.settle'> = {
  async 'officers.list'({ db }) {
    const rows = await db.selectFrom('officers').selectAll().orderBy('agency').orderBy('name').execute();
    return rows.map((row) => ({ ...row, active: readFlag(row.active) }));
  },

  async 'officers.save'(context, { id, active, ...person }) {
    const { db } = context;
    const other = await db
      .selectFrom('officers')
      .selectAll()
      .where('certificate', '=', person.certificate)
      .executeTakeFirst();
    if (other && other.id !== id)
      throw new CodedError('OFFICER_TAKEN', { certificate: person.certificate, name: other.name });
    const values = { ...person, active: writeFlag(active) };
    context.changed('sweeps');
    if (id === null)
      return await db.insertInto('officers').values(values).returning('id').executeTakeFirstOrThrow();
    await db.updateTable('officers').set(values).where('id', '=', id).execute();
    return { id };
  },

  async 'teams.save'(context, { id, sweepId, members, byHand, ...rest }) {
    const { db } = context;
    await requireSweep(db, sweepId);
    if (rest.from >= rest.until) throw new CodedError('TEAM_HOURS', { name: rest.name });
    const values = { ...rest, byHand: writeFlag(byHand) };
    let teamId = id;
    if (teamId === null)
      teamId = (
        await db
          .insertInto('teams')
          .values({ sweepId, ...values })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id;
    else {
      await requireTeam(db, teamId);
      await db.updateTable('teams').set(values).where('id', '=', teamId).execute();
    }
    await putMembers(context, teamId, members);
    context.changed('sweeps');
    return { id: teamId };
  },

  async 'teams.remove'(context, { id }) {
    const { db } = context;
    await requireTeam(db, id);
    await db
      .updateTable('stops')
      .set({ teamId: null, locked: 0, leftOut: '' })
      .where('teamId', '=', id)
      .execute();
    await db.deleteFrom('members').where('teamId', '=', id).execute();
    await db.deleteFrom('teams').where('id', '=', id).execute();
    context.changed('sweeps');
    return {};
  },

  async 'teams.draw'(context, { sweepId, teams, seed }) {
    const { db, workspace } = context;
    await requireSweep(db, sweepId);
    const listed = await db
      .selectFrom('officers')
      .selectAll()
      .where('active', '=', 1)
      .orderBy('id')
      .execute();
    const able = listed.filter(({ agency }) =>
      workspace.pack.agencies.some(({ name, mayInspect }) => name === agency && mayInspect),
    );
    const drawn = drawTeams(able, teams, seed);
    if (!drawn)
      throw new CodedError('OFFICERS_SHORT', {
        teams,
        needed: teams * OFFICERS_NEEDED,
        found: able.length,
      });
    const known = await selectTeams(db, sweepId);
    for (const [i, members] of drawn.entries()) {
      const team = known[i];
      const teamId =
        team?.id ??
        (
          await db
            .insertInto('teams')
            .values({ sweepId, name: `第 ${i + 1} 组`, ...usualHours(context), byHand: 0 })
            .returning('id')
            .executeTakeFirstOrThrow()
        ).id;
      await putMembers(context, teamId, members);
    }
    const lot = JSON.stringify({ seed, officers: able.map(({ certificate }) => certificate) });
    await db.updateTable('sweeps').set({ lot }).where('id', '=', sweepId).execute();
    context.changed('sweeps');
    return { teams: drawn.length, officers: drawn.flat().length };
  },

  async 'targets.preview'(context, { sweepId, options, all }) {
    const { venues, targets, omitted, drawn } = await choose(context, options);
    const names = new Map(venues.map(({ id, name }) => [id, name]));
    const known = sweepId === null ? [] : await selectPlannedStops(context.db, sweepId);
    const stops = new Set(known.map(({ venueId }) => venueId));
    const why = new Map<string, number>();
    for (const { reason } of omitted) why.set(reason, (why.get(reason) ?? 0) + 1);
    return {
      chosen: targets
        .filter(({ venueId }) => !stops.has(venueId))
        .map(({ venueId, reasons, overCap }) => ({
          venueId,
          name: names.get(venueId) ?? '',
          reasons: [...reasons],
          overCap,
        })),
      known: targets.filter(({ venueId }) => stops.has(venueId)).length,
      omitted: [...why]
        .map(([reason, count]) => ({ reason, venues: count }))
        .sort((a, b) => b.venues - a.venues),
      omittedVenues: all ? [...omitted] : [],
      ...drawn,
    };
  },

  async 'targets.apply'(context, { sweepId, options }) {
    const { db, now } = context;
    await requireSweep(db, sweepId);
    const { targets } = await choose(context, options);
    const reasons = new Map(targets.map(({ venueId, reasons: own }) => [venueId, own.join('；')]));
    const fresh = await selectNewStops(db, sweepId, [...reasons.keys()]);
    const addedAt = now.toISOString();
    for (const { venueId, schoolId } of fresh)
      await db
        .insertInto('stops')
        .values({ sweepId, venueId, schoolId, reason: reasons.get(venueId) ?? '', addedAt })
        .execute();
    await db
      .updateTable('sweeps')
      .set({ selection: JSON.stringify(options) })
      .where('id', '=', sweepId)
      .execute();
    context.changed('sweeps');
    return { added: fresh.length, known: reasons.size - fresh.length };
  },

  async 'routes.get'(context, { sweepId }) {
    await requireSweep(context.db, sweepId);
    const routes = await readRoutes(context, sweepId);
    const teams = routes.teams.map((_, team) => planOf(routes, team, context.workspace));
    return {
      teams,
      leftOut: [...routes.stops, ...routes.unplaced]
        .filter(({ teamId }) => teamId === null)
        .map(({ id, leftOut, lng }) => ({ stopId: id, reason: leftOut || (lng === null ? '没有位置' : '') })),
      metres: teams.reduce((sum, { metres }) => sum + metres, 0),
      balance: balanceOf(teams.map(({ minutes }) => minutes)),
      start: routes.start,
    };
  },

  async 'routes.export'(context, { sweepId }) {
    await requireSweep(context.db, sweepId);
    return new Uint8Array(encodeXlsx(await routesTable(context, sweepId)));
  },

  async 'routes.propose'(context, { sweepId, seed }) {
    await requireSweep(context.db, sweepId);
    return await proposeRoutes(context, sweepId, seed);
  },

  async 'routes.keep'(context, { sweepId, teams, leftOut }) {
    const { db } = context;
    await requireSweep(db, sweepId);
    const stops = await selectPlannedStops(db, sweepId);
    const own = await selectTeams(db, sweepId);
    const stranger = teams.find(({ teamId }) => !own.some(({ id }) => id === teamId));
    if (stranger) throw new CodedError('TEAM_UNKNOWN', { id: stranger.teamId });
    const byHand = new Set(own.filter((team) => team.byHand).map(({ id }) => id));
    const wanted = new Map<number, { teamId: number; day: number; place: number }>();
    for (const { teamId, days } of teams)
      for (const [day, order] of days.entries())
        for (const [place, stopId] of order.entries()) wanted.set(stopId, { teamId, day, place });
    const reasons = new Map(leftOut.map(({ stopId, reason }) => [stopId, reason]));
    for (const stop of stops) {
      if (stop.teamId !== null && byHand.has(stop.teamId)) continue;
      const place = wanted.get(stop.id);
      // What was visited stays where it was: it is no longer planned.
      if (!place && stop.visited === 1) continue;
      await db
        .updateTable('stops')
        .set(
          place
            ? { ...place, leftOut: '' }
            : { teamId: null, day: 0, place: 0, leftOut: reasons.get(stop.id) ?? '' },
        )
        .where('id', '=', stop.id)
        .execute();
    }
    context.changed('sweeps');
    return {};
  },

  async 'routes.move'(context, { stopId, to }) {
    const { db } = context;
    const stop = await db.selectFrom('stops').selectAll().where('id', '=', stopId).executeTakeFirst();
    if (!stop) throw new CodedError('STOP_UNKNOWN', { id: stopId });
    if (to) await requireTeam(db, to.teamId, stop.sweepId);
    const stops = await selectPlannedStops(db, stop.sweepId);
    const put = async (own: readonly { readonly id: number }[], teamId: number, day: number) => {
      for (const [place, { id }] of own.entries())
        await db.updateTable('stops').set({ teamId, day, place }).where('id', '=', id).execute();
    };
    const inDay = (teamId: number, day: number) =>
      stops.filter((each) => each.id !== stopId && each.teamId === teamId && each.day === day);
    if (stop.teamId !== null) await put(inDay(stop.teamId, stop.day), stop.teamId, stop.day);
    if (to) {
      const own = inDay(to.teamId, to.day);
      await put([...own.slice(0, to.place), stop, ...own.slice(to.place)], to.teamId, to.day);
    }
    // What a hand has put somewhere, planning leaves there.
    await db
      .updateTable('stops')
      .set(
        to
          ? { locked: 1, leftOut: '' }
          : { teamId: null, day: 0, place: 0, locked: 0, leftOut: '人工移出小组' },
      )
      .where('id', '=', stopId)
      .execute();
    context.changed('sweeps');
    return {};
  },

  async 'routes.lock'(context, { stopId, locked }) {
    await context.db
      .updateTable('stops')
      .set({ locked: writeFlag(locked) })
      .where('id', '=', stopId)
      .execute();
    context.changed('sweeps');
    return {};
  },

  async 'sweeps.settle'(context, { id, start, ...values }) {
    await requireSweep(context.db, id);
    if (values.startsOn > values.endsOn) throw new CodedError('SWEEP_DATES');
    await context.db
      .updateTable('sweeps')
      .set({
        ...values,
        startName: start?.name ?? '',
        startLng: start?.position[0] ?? null,
        startLat: start?.position[1] ?? null,
      })
      .where('id', '=', id)
      .execute();
    context.changed('sweeps');
    return {};
  },
};

async function choose({ db, workspace, today }: QueryContext | CommandContext, options: TargetOptions) {
  const venues = await selectTargetVenues(db, today);
  return { venues, ...chooseTargets(venues, options, workspace.pack.visitCap) };
}

/** Errors: TEAM_UNKNOWN, also for a team of another sweep. */
async function requireTeam(db: Read, id: number, sweepId?: number): Promise<void> {
  const team = await db.selectFrom('teams').select('sweepId').where('id', '=', id).executeTakeFirst();
  if (!team || (sweepId !== undefined && team.sweepId !== sweepId))
    throw new CodedError('TEAM_UNKNOWN', { id });
}

async function putMembers({ db }: CommandContext, teamId: number, members: readonly Member[]): Promise<void> {
  await db.deleteFrom('members').where('teamId', '=', teamId).execute();
  for (const { name, certificate, agency } of members)
    await db.insertInto('members').values({ teamId, name, certificate, agency }).execute();
  await rememberOfficers(db, members);
}

function usualHours({ workspace }: CommandContext): { days: number; from: string; until: string } {
  const [from, until] = workspace.catalogue.practice.hours;
  return { days: 3, from, until };
}

/** A team's days as they stand. */
function planOf(routes: SweepRoutes, team: number, workspace: QueryContext['workspace']): TeamPlan {
  const { stops, teams, unplaced, problem } = routes;
  const stored = teams[team] as SweepRoutes['teams'][number];
  const own = stops.flatMap((stop, i) => (stop.teamId === stored.id ? [{ stop, i }] : []));
  const days = [];
  const problems = teamProblems(
    stored,
    own.map(({ stop }): PlannedStop => stop),
    workspace,
  );
  for (const [day, order] of daysOf(routes, team).entries()) {
    const ways = fillDay(routes, team, order);
    const schedule = scheduleOf(problem, team, order);
    if (!schedule) problems.push(`第 ${day + 1} 天排不下，请调整顺序、时间或移出几个检查点`);
    days.push({
      stops: order.map((i, at) => ({
        stopId: stops[i]?.id ?? 0,
        from: timeOf(schedule?.stops[at]?.from),
        until: timeOf(schedule?.stops[at]?.until),
        metres: ways[at] ?? 0,
      })),
      metres: ways.reduce((sum, metres) => sum + metres, 0),
      line: lineOfDay(routes, order),
      minutes: order.length > 0 ? (schedule?.minutes ?? 0) : 0,
    });
  }
  const lost = unplaced.filter(({ teamId }) => teamId === stored.id).length;
  if (lost > 0) problems.push(`${lost} 个检查点没有位置`);
  return {
    team: stored,
    days,
    stops: own.length + lost,
    metres: days.reduce((sum, { metres }) => sum + metres, 0),
    minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
    problems,
  };
}

function timeOf(minutes: number | undefined): string | null {
  return minutes === undefined ? null : clockOf(minutes);
}
