import { isWithheld, WITHHELD } from '#shared/forms/document-template.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { selectForms } from '../../db/queries/documents.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Filled, fillTable } from '../fill-table.ts';
import { schoolBalances } from '../reports/report-sheets.ts';
import {
  NONE,
  SPOTS,
  type SpotsOfSchool,
  SURVEY,
  settledText,
  spotsOfSchools,
  spotsText,
} from '../spots-of-schools.ts';
import type { FilledTable } from './paper-blocks.ts';

const UNREST = '涉校不稳定因素情况';

type Said = Readonly<Record<string, string>>;

/** One line a school in the columns of 常州's annex 2, with what the schools said in annex 1. */
export async function schoolSurveyTable(
  { db, workspace }: Pick<QueryContext, 'db' | 'workspace'>,
  span: PeriodDates,
): Promise<FilledTable> {
  const lookup = await workspace.places.regions();
  const forms = await selectForms(db, SURVEY);
  const known = await spotsOfSchools({ db, workspace }, span);
  const hidden = sensitiveFields(workspace.catalogue.documents);
  const rows = (await schoolBalances({ db, workspace }, span)).map((school) => ({
    ...school,
    said: school.id === null ? {} : (forms.get(`school ${school.id}`) ?? {}),
  }));
  const tell = (field: string, said: Said) =>
    hidden.has(field) && isWithheld(field, said) ? WITHHELD : (said[field] ?? '');
  const columns: readonly Filled<FilledTable['columns'][number], (typeof rows)[number], string>[] = [
    { title: '区域', share: 2, cell: ({ id }) => (id && lookup.ofSchool(TOWN_LEVEL, id)) || '' },
    { title: '属地派出所', share: 2.4, cell: ({ id }) => (id && lookup.ofSchool(POLICE_LEVEL, id)) || '' },
    { title: '学校名称', share: 3.4, cell: ({ name }) => name },
    { title: SPOTS, share: 4, cell: ({ id, said }) => joinSpots(known, id, tell(SPOTS, said)) },
    {
      title: '是否整改',
      share: 1.6,
      number: true,
      cell: ({ id, opening, added, ending }) =>
        settledText(id === null ? undefined : known?.get(id), opening + added, ending),
    },
    {
      title: '校园隐患总数',
      share: 1.8,
      number: true,
      cell: ({ opening, added }) => String(opening + added),
    },
    { title: '整改数', share: 1.4, number: true, cell: ({ closed }) => String(closed) },
    { title: `${UNREST}（未解决）`, share: 3.4, cell: ({ said }) => tell(UNREST, said) },
  ];
  return { none: '没有学校。', ...fillTable(columns, rows) };
}

/** What is on record of the 治安乱点 around a school, and what the school said beside that. */
function joinSpots(
  known: ReadonlyMap<number, SpotsOfSchool> | null,
  id: number | null,
  said: string,
): string {
  const spots = id === null ? [] : (known?.get(id)?.spots ?? []);
  if (spots.length === 0) return said || spotsText(known, id);
  if (NONE.test(said.trim())) return spotsText(known, id);
  const untold = spots.filter(({ name }) => !said.includes(name)).map(({ words }) => words);
  return [...untold, said].join('；');
}

function sensitiveFields(
  documents: QueryContext['workspace']['catalogue']['documents'],
): ReadonlySet<string> {
  const asks = documents.find(({ id }) => id === SURVEY)?.asks ?? [];
  return new Set(asks.flatMap(({ field, sensitive }) => (sensitive ? [field] : [])));
}
