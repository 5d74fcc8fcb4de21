import { all, oneOf } from '../tables/conditions.ts';
import type { Query } from '../tables/query.ts';

const insideZone = oneOf('zone', 'untilExpiry', 'inside');

/** Licences of venues inside a zone that end before the next quarter does. */
export const expiringInZone: Query = all(oneOf('state', 'expiring'), insideZone);
/** Those that have ended and that no other licence follows. */
export const expiredInZone: Query = all(oneOf('state', 'expired'), insideZone);
/** Both, and those of venues of which it has to be measured first whether they lie inside. */
export const toLetExpire: Query = all(
  oneOf('state', 'expired', 'expiring'),
  oneOf('zone', 'untilExpiry', 'inside', 'undetermined'),
);
