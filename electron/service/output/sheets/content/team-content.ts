import { CodedError } from '#shared/contract/errors.ts';
import type { SheetCell, SheetContent } from '#shared/sheets/content.ts';
import { daysTitle } from '#shared/sweeps/period.ts';
import { placeTitle } from '#shared/sweeps/visit.ts';
import { selectPlannedStops } from '../../../db/queries/planned-stops.ts';
import { requireSweep, requireTeam } from '../../../sweeps/require-record.ts';
import { readTeamPlans } from '../../../sweeps/routes/team-plan.ts';
import { subtitleOf } from './school-content.ts';
import { boundsAround, grown, type Surroundings } from './surroundings.ts';

/** A team of a sweep with its ways and its stops in their order. Errors: TEAM_UNKNOWN, SHEET_NOTHING. */
export async function teamContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const { db, workspace } = context;
  const team = await requireTeam(db, id);
  const sweep = await requireSweep(db, team.sweepId);
  const routes = await readTeamPlans(context, team.sweepId);
  const plan = routes.teams.find((each) => each.team.id === id);
  const stops = new Map((await selectPlannedStops(db, team.sweepId)).map((stop) => [stop.id, stop]));
  const titles = new Map(workspace.catalogue.categories.map(({ id: category, title }) => [category, title]));
  const days = plan?.days ?? [];
  const several = days.filter(({ stops: own }) => own.length > 0).length > 1;
  const numbered = days.flatMap(({ stops: own }, day) =>
    own.flatMap((planned, i) => {
      const stop = stops.get(planned.stopId);
      return stop ? [{ stop, planned, day, number: several ? `${day + 1}-${i + 1}` : String(i + 1) }] : [];
    }),
  );
  const places = numbered.flatMap(({ stop: { lng, lat } }) =>
    lng === null || lat === null ? [] : [[lng, lat] as const],
  );
  const around = boundsAround([...places, ...(routes.start ? [routes.start.position] : [])]);
  if (!around) throw new CodedError('SHEET_NOTHING', { reason: `“${team.name}”还没有排上有位置的检查点` });
  const bounds = grown(around, 0.04, 0.003);
  const schoolIds = new Set(numbered.flatMap(({ stop }) => (stop.schoolId === null ? [] : [stop.schoolId])));
  const layers = await surroundings.layersIn(
    grown(bounds, 0.3),
    schoolIds,
    (school) => schoolIds.has(school.id),
    true,
  );
  return {
    title: `${sweep.title}${team.name}检查路线图`,
    subtitle: [subtitleOf(workspace), daysTitle({ from: sweep.startsOn, to: sweep.endsOn })].join(' · '),
    bounds,
    layers: {
      ...layers,
      gates: [],
      gateZones: [],
      routes: days.flatMap(({ line }, day) =>
        line.length > 1 ? [{ line, name: several ? `第 ${day + 1} 天路线` : '检查路线', tone: day }] : [],
      ),
      stops: [
        ...numbered.flatMap(({ stop: { lng, lat }, day, number }) =>
          lng === null || lat === null ? [] : [{ position: [lng, lat] as const, number, tone: day }],
        ),
        ...(routes.start ? [{ position: routes.start.position, number: '起', tone: 5 }] : []),
      ],
    },
    tables: {
      stops: {
        title: '检查点',
        columns: [
          { title: '序', share: 11, align: 'middle' },
          { title: '时间', share: 27 },
          { title: '检查点', share: 38 },
          { title: '类别', share: 22 },
          { title: '为何检查', share: 40 },
        ],
        rows: numbered.map(({ stop, planned, number }): SheetCell[] => [
          { text: number },
          { text: planned.from && planned.until ? `${planned.from}–${planned.until}` : '时间不够' },
          { text: stop.name ?? '' },
          { text: placeTitle(titles, stop.category ?? '') },
          { text: stop.reason },
        ]),
        none: '还没有检查点',
      },
      members: {
        title: '组员',
        columns: [
          { title: '姓名', share: 24 },
          { title: '单位', share: 50 },
          { title: '执法证号', share: 40 },
        ],
        rows: (plan?.team.members ?? []).map(({ name, agency, certificate }) => [
          { text: name },
          { text: agency },
          { text: certificate || '随同' },
        ]),
        none: '还没有组员',
      },
      statistics: {
        title: '统计',
        columns: ['检查点', '天数', '里程', '用时'].map((title) => ({ title, share: 1 })),
        rows: [
          [
            { text: String(numbered.length) },
            { text: String(days.filter(({ stops: own }) => own.length > 0).length) },
            { text: `${((plan?.metres ?? 0) / 1000).toFixed(1)} km` },
            {
              text: `${Math.floor((plan?.minutes ?? 0) / 60)} 小时 ${Math.round((plan?.minutes ?? 0) % 60)} 分`,
            },
          ],
        ],
        none: '',
      },
    },
    fields: {},
    empty: numbered.length === 0,
    detail: null,
    overview: null,
  };
}
