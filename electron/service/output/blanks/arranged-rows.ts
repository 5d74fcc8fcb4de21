import { cellOnDay, isPatrol, rosterRows, substitutesOf, VACANT } from '#shared/facilities/duty-roster.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { basisText } from '#shared/rules/rule.ts';
import { namesCategory, placeTitle } from '#shared/sweeps/visit-rules.ts';
import { selectDuties } from '../../db/queries/duties.ts';
import { readSweep } from '../../sweeps/sweep.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { ListOptions, ListRow, Shown } from './list-row.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;
type About = ListOptions['about'];

/** The posts of a gate with who stands there on each day; none where no gate was chosen. */
export async function postRows({ db }: Context, about: About): Promise<ListRow[]> {
  if (about?.kind !== 'gate') return [];
  const posts = (await selectDuties(db, about.id)).filter((duty) => !isPatrol(duty));
  return rosterRows(posts).map((row): ListRow => {
    const onDay = (day: number): Shown => {
      const names = cellOnDay(row, day);
      // The form counts who is there: where nobody is, nothing stands.
      return names === VACANT || names === '' ? null : names;
    };
    const days = [1, 2, 3, 4, 5, 6, 7].map((day) => [`周${day}`, onDay(day)] as const);
    const bodies = [...new Set(row.duties.map(({ body }) => body))].join('、');
    const people = [...new Set(row.duties.map(({ person }) => person))].join('、');
    return {
      name: `${row.period}${row.post}`,
      facets: {},
      cells: new Map<string, Shown>([
        ['岗位', row.post],
        ['单位', bodies],
        ['时段', row.period],
        ['时间', row.hours],
        ['姓名', people],
        ['替补', substitutesOf(row) || null],
        ...days,
      ]),
    };
  });
}

/** What a sweep looks at, one row for each kind of place and leading body; none where no sweep was chosen. */
export async function planRows(context: Context, about: About): Promise<ListRow[]> {
  if (about?.kind !== 'sweep') return [];
  const { sweep, stops } = await readSweep(context, about.id);
  const { categoryTitles } = context.workspace.catalogue;
  const led = stops.filter(({ bodies, skipped }) => bodies.length > 0 && skipped === '');
  const byKind = groupBy(led, ({ category, bodies }) => `${category} ${bodies[0]}`);
  const months = [sweep.startsOn, sweep.endsOn].map((day) => `${Number(day.slice(5, 7))}月`);
  return [...byKind.values()].flatMap((own): ListRow[] => {
    const [first] = own;
    const [lead = '', ...others] = first?.bodies ?? [];
    if (!first) return [];
    const kind = placeTitle(categoryTitles, first.category);
    const ruled = context.workspace.rules.filter(({ categories }) =>
      namesCategory(categories, first.category),
    );
    const bases = ruled.map((rule) => `${basisText(rule)}${rule.basis.verified ? '' : '（待核）'}`);
    return [
      {
        name: `${kind} ${lead}`,
        facets: {},
        cells: new Map<string, Shown>([
          ['对象', kind],
          ['领域', `${kind}监管`],
          ['牵头', lead],
          ['配合', others.join('、') || null],
          ['依据', [...new Set(bases)].join('；') || null],
          ['时间', [...new Set(months)].join('至')],
          ['比例', null],
          ['事项', null],
          ['方式', null],
        ]),
      },
    ];
  });
}
