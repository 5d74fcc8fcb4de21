import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Write } from '../schema/schema.ts';
import { readStored, type StoredValue, writeStored } from '../schema/stored-values.ts';

/** A walk to a gate: who looked, when, and what was seen of which requirement. */
export interface GateSurvey {
  readonly id: number;
  readonly gateId: number;
  readonly surveyedOn: string;
  readonly surveyors: string;
  readonly answers: StoredValue<'gateSurveys.answers'>;
  readonly note: string;
}

/** Walks to all gates, the latest first. */
export async function selectGateSurveys(db: Read): Promise<GateSurvey[]> {
  const rows = await db
    .selectFrom('gateSurveys')
    .select(['id', 'gateId', 'surveyedOn', 'surveyors', 'answers', 'note'])
    .orderBy('surveyedOn', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ answers, ...row }) => ({ ...row, answers: readStored('gateSurveys.answers', answers) }));
}

/** Stores a walk to a gate; its id. */
export async function insertGateSurvey(
  db: Write,
  { answers, ...survey }: Omit<NewRecord<'gateSurveys'>, 'answers'> & Pick<GateSurvey, 'answers'>,
): Promise<number> {
  const { id } = await db
    .insertInto('gateSurveys')
    .values({ ...survey, answers: writeStored('gateSurveys.answers', answers), uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
