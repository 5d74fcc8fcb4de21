import type { ImportKind } from '#shared/contract/import.ts';
import type { ImportTable } from '../db/queries/imports.ts';

/** Where each kind of list goes. */
export const importTables: Record<ImportKind, ImportTable> = {
  schools: 'schools',
  campuses: 'schools',
  gates: 'gates',
  venues: 'venues',
  facilities: 'facilities',
  roads: 'roads',
  regions: 'regions',
  addresses: 'addresses',
};
