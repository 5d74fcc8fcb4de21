/** The rooms of the service from the ground up: a room imports only rooms before it. */
export const rooms = [
  'platform',
  'db',
  'accounts',
  'cache',
  'workspace',
  'places',
  'import',
  'sweeps',
  'output',
  'upkeep',
  'handlers',
  'dispatch',
  'doors',
];

/** The parts of the room `db` in the same order. `foreign/` stands beside them: files of other programs. */
export const databaseParts = ['schema', 'journal', 'engine', 'postgres', 'queries'];
