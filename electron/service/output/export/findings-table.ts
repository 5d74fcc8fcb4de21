import { basisWarnings } from '#shared/rules/basis.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Cell, ExportTable } from './table.ts';

/** Columns of `check --out` in their promised order. */
const columns: readonly string[] = [
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
];

/**
 * All findings, one line per venue × school × rule with distance ≤ limit + 2σ: distances with three decimals,
 * coordinates with seven. The note says where a rule stands in a draft, or was not checked against its document.
 */
export async function findingsTable(db: Read, { rules }: Pick<Workspace, 'rules'>): Promise<ExportTable> {
  const warnings = new Map(rules.map(({ id, basis }) => [id, basisWarnings(basis)]));
  const rows = (await selectNamedFindings(db)).filter((row) => row.distance <= row.limit + 2 * row.sigma);
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
      [row.note, ...(warnings.get(row.ruleId) ?? []).map((warning) => `依据：${warning}`)]
        .filter(Boolean)
        .join('；'),
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
