import { databaseParts, rooms } from './rooms.ts';

/**
 * Who may import whom: the table of the architecture as rules of dependency-cruiser.
 * `npm run check` runs them; `import-table.test.ts` plants a violation of each kind and expects it to be found.
 */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
});
const never = (name, from, to, fromNot) => ({
  name,
  severity: 'error',
  from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
  to: { path: to },
});
const packages = (...names) => names.map((name) => `node_modules/${name}/`);

const eachImportsOnlyEarlier = (names, folder, rule) =>
  names.map((name, at) => ({
    name: rule(name),
    severity: 'error',
    from: { path: `^${folder}/${name}/` },
    to: { path: `^${folder}/`, pathNot: `^${folder}/(${names.slice(0, at + 1).join('|')})/` },
  }));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    // A circle of types is a circle too: neither file can be understood without the other.
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('geodesy-stands-alone', '^shared/geodesy/', [
      '^shared/geodesy/',
      ...packages('@turf', 'geographiclib-geodesic', 'gcoord', 'polyclip-ts', 'proj4', 'zod'),
    ]),
    only('shared-is-pure', '^shared/(?!geodesy|contract|walking)', [
      '^shared/(?!contract)',
      ...packages('@turf', '@vant', 'flatbush', 'polyclip-ts', 'zod', '@types/geojson'),
    ]),
    only('walking-needs-a-queue', '^shared/walking/', [
      '^shared/(walking|geodesy)/',
      ...packages('flatqueue'),
    ]),
    only('contract-knows-schemas', '^shared/contract/', ['^shared/', ...packages('zod', '@types/geojson')]),
    never(
      'shared-has-no-io',
      '^shared/',
      '^(node:)?(fs|path|os|crypto|child_process|http|net|worker_threads|timers)',
    ),
    never('service-never-electron', '^electron/service/', [
      '^electron/(main|preload)/',
      'node_modules/electron/',
    ]),
    never('service-never-interface', '^electron/service/', '^renderer/'),
    never(
      'database-behind-repositories',
      '^electron/service/',
      packages('better-sqlite3', 'kysely', 'pg'),
      '^electron/service/db/',
    ),
    never('driver-behind-its-part', '^electron/service/', packages('pg'), '^electron/service/db/postgres/'),
    ...eachImportsOnlyEarlier(rooms, 'electron/service', (room) => `service-layer-${room}`),
    ...eachImportsOnlyEarlier(databaseParts, 'electron/service/db', (part) => `database-layer-${part}`),
    never('foreign-files-stand-alone', '^electron/service/db/foreign/', '^electron/service/db/(?!foreign/)'),
    // The demonstration calls the service as a screen does. Only the map file it brings is written past the contract.
    never('demonstration-is-a-client', '^electron/demo/', [
      '^electron/(?!demo/|service/)',
      '^electron/service/(?!dispatch/|workspace/|platform/|db/foreign/mbtiles-file\\.ts$)',
      '^renderer/',
    ]),
    never('demonstration-behind-doors', '^(shared|electron|renderer)/', '^electron/demo/', [
      '^electron/demo/',
      '^electron/service/doors/',
    ]),
    only('main-knows-contract', '^electron/main/', [
      '^electron/(main|diagnostics)/',
      '^shared/contract/',
      ...packages('electron', 'zod'),
    ]),
    only('diagnostics-know-the-log', '^electron/diagnostics/', [
      '^electron/diagnostics/',
      '^shared/contract/',
      ...packages('electron-log'),
    ]),
    only('preload-knows-electron', '^electron/preload/', ['^electron/preload/', ...packages('electron')]),
    never('interface-is-a-page', '^renderer/(?!vite.config)', [
      '^electron/',
      '^data/',
      'node_modules/electron/',
    ]),
    {
      name: 'interface-has-no-node',
      severity: 'error',
      from: { path: '^renderer/(?!vite.config)' },
      to: { dependencyTypes: ['core'] },
    },
    never('map-library-in-map', '^renderer/', packages('maplibre-gl'), '^renderer/map/'),
    {
      name: 'features-stand-alone',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    never(
      'parts-never-import-features',
      '^renderer/(client|components|map|routes)/',
      '^renderer/(features|app)/',
    ),
    never('nothing-imports-tests', '^(shared|electron|renderer)/', '^tests/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
