import type { Capability } from '../office/capabilities.ts';
import type { exchangeProcedures } from './exchange.ts';
import type { neighboursProcedures } from './neighbours.ts';
import type { selfChecksProcedures } from './self-checks.ts';
import type { troubleSpotsProcedures } from './trouble-spots.ts';
import type { watchProcedures } from './watch.ts';

type JointWork =
  | keyof typeof selfChecksProcedures
  | keyof typeof troubleSpotsProcedures
  | keyof typeof watchProcedures
  | keyof typeof exchangeProcedures
  | keyof typeof neighboursProcedures;

/** What joint work needs; a part of the table of capabilities. Towards other systems the committee speaks for the office. */
export const jointWorkCapabilities: Readonly<Record<JointWork, Capability>> = {
  'troubleSpots.list': 'see.basic',
  'troubleSpots.get': 'see.ledger',
  'troubleSpots.step': 'ledger.supervise',
  'troubleSpots.put': 'ledger.supervise',
  'selfChecks.rounds': 'see.ledger',
  'selfChecks.begin': 'ledger.assign',
  'selfChecks.forms': 'take.out',
  'selfChecks.read': 'ledger.assign',
  'selfChecks.take': 'ledger.assign',
  'watch.get': 'see.reports',
  'watch.file': 'papers',
  'watch.keepWeights': 'ledger.assign',
  'exchange.out': 'ledger.assign',
  'exchange.noteSent': 'ledger.assign',
  'exchange.read': 'ledger.assign',
  'exchange.take': 'ledger.assign',
  'exchange.replies': 'see.ledger',
  'exchange.settle': 'ledger.assign',
  'neighbours.list': 'see.basic',
  'neighbours.around': 'see.basic',
  'neighbours.places': 'see.basic',
  'neighbours.read': 'lists.import',
  'neighbours.bring': 'lists.import',
  'neighbours.remove': 'lists.import',
};
