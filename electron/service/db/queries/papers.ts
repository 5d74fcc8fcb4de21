import type { PaperRecordOf } from '#shared/contract/papers.ts';
import type { NewRow, Read, RowChanges, Write } from '../schema/schema.ts';

const shown = [
  'papers.id',
  'code',
  'year',
  'number',
  'text',
  'papers.state',
  'title',
  'issuer',
  'note',
  'reportId',
  'madeAt',
  'madeBy',
] as const;

/** Papers with a number, series by series, the highest number first. */
export async function selectNumbered(db: Read) {
  return await db
    .selectFrom('papers')
    .select(shown)
    .where('number', 'is not', null)
    .orderBy('year', 'desc')
    .orderBy('code')
    .orderBy('number', 'desc')
    .execute();
}

/** Papers about a record, the latest first; of a venue also those about its hazards and visits. */
export async function selectPapersOf(db: Read, { kind, id }: PaperRecordOf) {
  const papers = db.selectFrom('papers').select(shown).orderBy('papers.id', 'desc');
  switch (kind) {
    case 'hazard':
      return await papers.where('hazardId', '=', id).execute();
    case 'school':
      return await papers.where('schoolId', '=', id).execute();
    case 'venue':
      return await papers
        .where(({ or, eb, selectFrom }) =>
          or([
            eb('venueId', '=', id),
            eb('hazardId', 'in', selectFrom('hazards').select('id').where('hazards.venueId', '=', id)),
            eb('visitId', 'in', selectFrom('visits').select('id').where('visits.venueId', '=', id)),
          ]),
        )
        .execute();
  }
}

/** Papers about a school, its hazards and the visits to it, the latest first. */
export async function selectPapersAround(db: Read, schoolId: number) {
  return await db
    .selectFrom('papers')
    .select(shown)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('papers.schoolId', '=', schoolId),
        eb('hazardId', 'in', selectFrom('hazards').select('id').where('hazards.schoolId', '=', schoolId)),
        eb('visitId', 'in', selectFrom('visits').select('id').where('visits.schoolId', '=', schoolId)),
      ]),
    )
    .orderBy('papers.id', 'desc')
    .execute();
}

/** One paper; undefined where there is none. */
export async function findPaper(db: Read, id: number) {
  return await db.selectFrom('papers').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The paper that has a number; undefined where nobody has it. */
export async function findNumber(db: Read, code: string, year: number, number: number) {
  return await db
    .selectFrom('papers')
    .selectAll()
    .where('code', '=', code)
    .where('year', '=', year)
    .where('number', '=', number)
    .executeTakeFirst();
}

/** The paper of a template about something that counts, the latest; undefined where it was never made. */
export async function findStanding(db: Read, template: string, subject: string) {
  return await db
    .selectFrom('papers')
    .selectAll()
    .where('template', '=', template)
    .where('subject', '=', subject)
    .where('state', '=', 'issued')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The highest number of each series of a year. */
export async function selectSeries(db: Read, year: number): Promise<{ code: string; last: number }[]> {
  const rows = await db
    .selectFrom('papers')
    .select(['code', ({ fn }) => fn.max<number>('number').as('last')])
    .where('year', '=', year)
    .where('number', 'is not', null)
    .groupBy('code')
    .orderBy('code')
    .execute();
  return rows.map(({ code, last }) => ({ code, last: Number(last) }));
}

/** What stood before the year on the last numbered paper of a template; undefined where there was none. */
export async function selectLastCode(db: Read, template: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('papers')
    .select('code')
    .where('template', '=', template)
    .where('number', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.code;
}

export async function insertPaper(db: Write, paper: NewRow<'papers'>): Promise<void> {
  await db.insertInto('papers').values(paper).execute();
}

export async function updatePaper(db: Write, id: number, changes: RowChanges<'papers'>): Promise<void> {
  await db.updateTable('papers').set(changes).where('id', '=', id).execute();
}

/** Whether the register was ever used. */
export async function hasIssuedPapers(db: Read): Promise<boolean> {
  const first = await db.selectFrom('papers').select('id').where('state', '=', 'issued').limit(1).execute();
  return first.length > 0;
}

/** Papers of some moments (ISO 8601, the last one excluded) that count: by which template, and when. */
export async function selectIssuedBetween(db: Read, from: string, until: string) {
  return await db
    .selectFrom('papers')
    .select(['id', 'template', 'madeAt', 'schoolId', 'venueId', 'hazardId'])
    .where('state', '=', 'issued')
    .where('madeAt', '>=', from)
    .where('madeAt', '<', until)
    .orderBy('id')
    .execute();
}
