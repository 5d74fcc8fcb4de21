import { sql } from 'kysely';

/** How a 治安乱点 stands, as `troubleSpotState` says it: the one place where SQL says so. */
export const stateOfSpot = sql<string>`case when "troubleSpots"."delistedOn" is not null then 'delisted'
  when "troubleSpots"."settledOn" is not null then 'settled'
  when "troubleSpots"."listedOn" is not null then 'listed' else 'treated' end`;

/** Whether something is still to be done about it. */
export const isOpenSpot = sql<boolean>`("troubleSpots"."delistedOn" is null and "troubleSpots"."settledOn" is null)`;
