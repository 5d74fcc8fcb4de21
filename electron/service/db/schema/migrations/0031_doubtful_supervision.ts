import { type Kysely, sql } from 'kysely';

/** A venue that is supervised if it lies within the limit, which is in doubt, is told apart from one that is. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `update "findings" set "severityRank" = 4 where "severity" = 'outside'`,
  `update "findings" set "severity" = 'supervisedDoubt', "severityRank" = 3
    where "severity" = 'supervised' and "verdict" = 'undetermined'`,
  `update "findings" set "note" = replace("note", '学校没有校门和校园边界，以学校点位为校门',
    '校园边界缺失，以点代替，区域待核')`,
];
