import type { Facets } from '#shared/blanks/label-facets.ts';
import type { ListSubject } from '#shared/blanks/list-words.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { comparable } from '#shared/registry/text.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { planRows, postRows } from './arranged-rows.ts';
import type { KnownFigures } from './known-figures.ts';
import { type KnownList, type ListOptions, listOf } from './list-row.ts';
import { schoolList, venueList } from './place-lists.ts';
import { hazardList, officerList, reportList, spotList } from './record-lists.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

/** The rows that a list of some kind has. */
export async function knownList(
  context: Context,
  subject: ListSubject,
  options: ListOptions,
  figures: KnownFigures,
): Promise<KnownList> {
  switch (subject) {
    case 'schools':
      return await schoolList(context, figures, options.span);
    case 'towns':
      return named(await regionNames(context, TOWN_LEVEL), '镇街', '有学校的镇街', (town) => ({ town }));
    case 'stations':
      return named(await regionNames(context, POLICE_LEVEL), '派出所', '有学校的派出所辖区', (station) => ({
        station,
      }));
    case 'bodies': {
      const bodies = (await figures.facts()).hazards.map(({ responsibleBody }) => responsibleBody);
      return named(sorted(bodies), '责任单位', '期内隐患的责任单位', (body) => ({ body }));
    }
    case 'kinds':
      return named(kindNames(context), '隐患种类', '隐患种类', (kind) => ({ kind }));
    case 'hazards':
      return await hazardList(context, options);
    case 'visits':
    case 'findings':
    case 'licences':
      return await reportList(context, subject, options.span);
    case 'venues':
      return await venueList(context);
    case 'officers':
      return await officerList(context);
    case 'posts':
      return listOf(await postRows(context, options.about), '护学岗（所选校门）', '');
    case 'plan':
      return listOf(await planRows(context, options.about), '整治行动的检查点', '');
    case 'spots':
      return await spotList(context, options.span);
  }
}

function named<Name extends string>(
  names: readonly Name[],
  column: string,
  source: string,
  facetsOf: (name: Name) => Facets,
): KnownList {
  const rows = names.map((name) => ({ name, cells: new Map([[column, name]]), facets: facetsOf(name) }));
  return listOf(rows, source, '');
}

const sorted = (names: readonly (string | null)[]) =>
  [...new Set(names.filter((name) => name !== null && name !== ''))]
    .sort((a, b) => (a ?? '').localeCompare(b ?? '', 'zh-CN'))
    .flatMap((name) => name ?? []);

async function regionNames({ workspace }: Context, level: string): Promise<string[]> {
  const lookup = await workspace.places.regions();
  return sorted([...(await workspace.places.schools()).keys()].map((id) => lookup.ofSchool(level, id)));
}

const kindNames = ({ workspace }: Context) => hazardKindsOf(workspace).kinds.map(({ name }) => name);

/** Names that forms may have printed, as names are compared, with what each narrows. */
export async function knownNames(context: Context): Promise<Map<string, Facets>> {
  const { workspace } = context;
  const names = new Map<string, Facets>();
  for (const { name } of workspace.pack.agencies) names.set(comparable(name), { body: name });
  for (const station of await regionNames(context, POLICE_LEVEL)) names.set(comparable(station), { station });
  for (const town of await regionNames(context, TOWN_LEVEL)) {
    names.set(comparable(town), { town });
    const short = town.replace(/(?:街道|镇|乡)(?:办事处)?$/, '');
    if (short.length > 1 && !names.has(comparable(short))) names.set(comparable(short), { town });
  }
  for (const { id, name } of (await workspace.places.schools()).values())
    names.set(comparable(name), { schoolId: id });
  return names;
}
