import { selectFindings } from '../db/findings.ts';
import type { Read } from '../db/schema.ts';
import type { Cell, ExportTable } from './table.ts';

/** Columns of `check --out` in their promised order. */
const columns = [
  'school_id',
  'school_name',
  'school_stage',
  'gate_id',
  'gate_name',
  'venue_id',
  'venue_name',
  'uscc',
  'category',
  'rule_id',
  'origin',
  'method',
  'distance_m',
  'boundary_m',
  'gate_m',
  'walking_m',
  'sigma_m',
  'limit_m',
  'verdict',
  'effect',
  'existing',
  'bearing_deg',
  'school_lng',
  'school_lat',
  'venue_lng',
  'venue_lat',
  'note',
] as const;

/** All findings, one line per venue × school × rule: distances with three decimals, coordinates with seven. */
export async function findingsTable(db: Read): Promise<ExportTable> {
  const rows = await selectFindings(db).execute();
  return {
    columns,
    rows: rows.map((row): Cell[] => [
      row.schoolId,
      row.schoolName,
      row.schoolStage,
      row.gateId,
      row.gateName,
      row.venueId,
      row.venueName,
      row.uscc,
      row.category,
      row.ruleId,
      row.origin,
      row.method,
      fixed(row.distance, 3),
      fixed(row.boundary, 3),
      fixed(row.gate, 3),
      fixed(row.walking, 3),
      fixed(row.sigma, 3),
      fixed(row.limit, 3),
      row.verdict,
      row.effect,
      row.existing,
      fixed(row.bearing, 3),
      fixed(row.fromLng, 7),
      fixed(row.fromLat, 7),
      fixed(row.venueLng, 7),
      fixed(row.venueLat, 7),
      row.note,
    ]),
    geometry(index) {
      const row = rows[index];
      if (!row || row.venueLng === null || row.venueLat === null) return null;
      return {
        type: 'LineString',
        coordinates: [
          [row.fromLng, row.fromLat],
          [row.venueLng, row.venueLat],
        ],
      };
    },
  };
}

function fixed(value: number | null, decimals: number): string | null {
  return value === null ? null : value.toFixed(decimals);
}
