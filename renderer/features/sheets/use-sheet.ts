import type { FindingRow } from '#shared/contract/findings.ts';
import type { SheetGeometry } from '#shared/contract/places.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { centreOf, fittingScale, type MapFrame, mapFrame } from '#shared/sheets/map-frame.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { useService } from '../../client/queries.ts';
import { useBaseImage } from './use-base-image.ts';

/** Frame of the map on an A4 landscape sheet, millimetres. */
export const FRAME = { width: 186, height: 161 } as const;
const MARGIN = 4;

export interface NumberedFinding extends FindingRow {
  readonly number: number;
}

export interface SheetStatistics {
  readonly violations: number;
  readonly undetermined: number;
  readonly supervised: number;
  readonly openHazards: number;
  readonly visited: number;
  readonly venues: number;
}

export interface Sheet {
  readonly workspace: WorkspaceSummary;
  readonly geometry: SheetGeometry;
  readonly frame: MapFrame;
  /** Venues on the map, numbered as in the index. */
  readonly venues: readonly NumberedFinding[];
  readonly statistics: SheetStatistics;
  readonly basemapTitle: string;
  /** Picture of the base maps; null where the workspace has none. */
  readonly baseImage: string | null;
}

export type SheetState = { readonly sheet: Sheet } | { readonly error: Error } | { readonly loading: true };

/** Gathers all that one school's sheet shows; `scale` null picks the largest round scale that fits. */
export function useSheet(schoolId: number, scale: number | null): SheetState {
  const workspace = useService('workspace.describe', {});
  const geometry = useService('schools.sheet', { id: schoolId });
  const findings = useService('findings.list', { schoolId });
  const hazards = useService('hazards.list', {});
  const basemaps = useService('basemaps.list', {});
  const bounds = geometry.data?.bounds;
  const chosen = bounds ? (scale ?? fittingScale(bounds, FRAME.width, FRAME.height, MARGIN)) : null;
  const frame = bounds && chosen ? mapFrame(centreOf(bounds), FRAME.width, FRAME.height, chosen) : null;
  const base = useBaseImage(frame, basemaps.data, frame && `${schoolId}/${frame.scale}`);

  const error = workspace.error ?? geometry.error ?? findings.error ?? hazards.error;
  if (error) return { error };
  if (!workspace.data || !geometry.data || !findings.data || !hazards.data || !frame || !base)
    return { loading: true };
  const venues = numberVenues(findings.data, frame);
  const venueIds = new Set(venues.map((venue) => venue.venueId));
  const { from } = periodDates(periodOf(workspace.data.today));
  const count = (severity: string) => venues.filter((venue) => venue.severity === severity).length;
  return {
    sheet: {
      workspace: workspace.data,
      geometry: geometry.data,
      frame,
      venues,
      statistics: {
        violations: count('violation'),
        undetermined: count('undetermined'),
        supervised: count('supervised'),
        openHazards: hazards.data.filter(
          ({ state, venueId, schoolId: ownSchool }) =>
            state !== 'closed' && (venueId === null ? ownSchool === schoolId : venueIds.has(venueId)),
        ).length,
        visited: venues.filter((venue) => (venue.lastVisitOn ?? '') >= from).length,
        venues: venues.length,
      },
      basemapTitle: base.title,
      baseImage: base.image,
    },
  };
}

/** Worst first, then nearest; what lies outside the frame stays off the sheet. */
function numberVenues(findings: readonly FindingRow[], frame: MapFrame): NumberedFinding[] {
  return findings
    .filter((finding) => finding.severity !== 'outside' && frame.holds(finding.venuePosition))
    .map((finding, index) => ({ ...finding, number: index + 1 }));
}
