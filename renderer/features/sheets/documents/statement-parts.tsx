import type { SheetGeometry } from '#shared/contract/places.ts';
import type { ProposedSchool } from '#shared/contract/precheck.ts';
import type { WalkPath } from '#shared/contract/surveys.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { Method } from '#shared/rules/rule.ts';
import type { DocumentLine } from './document-map.tsx';

// What statements and sheets about something proposed say and draw alike.

/** Around what has nothing near it the map still shows this much, degrees. */
const QUIET_MARGIN = 0.002;

/** What a map has to hold so that there is room around positions: more where nothing lies near them. */
export function roomAround(positions: readonly LngLat[], isQuiet: boolean): LngLat[] {
  const margin = isQuiet ? QUIET_MARGIN : QUIET_MARGIN / 4;
  return positions.flatMap(([lng, lat]): LngLat[] => [
    [lng - margin, lat - margin],
    [lng + margin, lat + margin],
  ]);
}

/** A proposed school as the map draws those that are there. */
export function proposedPlaces({
  campus,
  gates,
}: Pick<ProposedSchool, 'campus' | 'gates'>): Pick<SheetGeometry, 'campuses' | 'gates'> {
  return {
    campuses: campus
      ? [{ schoolId: 1, name: '', geometry: { type: 'MultiPolygon', coordinates: campus } }]
      : [],
    gates: gates.map((position) => ({ schoolId: 1, name: '', position })),
  };
}

/** The line along which a distance was measured; of a walk its stretches say how far it is. */
export function measuredLine(
  line: DocumentLine['line'],
  row: { method: Method; distance: number },
): DocumentLine {
  return { kind: 'link', line, label: row.method === 'walking' ? '' : `${row.distance.toFixed(1)} m` };
}

export function walkLines(walk: Pick<WalkPath, 'segments'> | null): DocumentLine[] {
  return (walk?.segments ?? []).map(({ kind, line }) => ({
    kind: kind === 'road' ? 'walk' : 'connector',
    line,
  }));
}

export function WalkWords({
  walk,
  to,
}: {
  walk: Pick<WalkPath, 'metres' | 'reason' | 'gateName'>;
  to: string;
}) {
  return (
    <p>
      步行路线：
      {walk.metres === null
        ? (walk.reason ?? '')
        : `${walk.gateName}沿可步行道路到${to} ${walk.metres.toFixed(1)} m，见图中紫色实线。`}
    </p>
  );
}

/** What a statement rests on, and what it is not. */
export function StatementNote({ basis }: { basis: string }) {
  return (
    <p className="document-small">
      按出具当日的{basis}计算，距离附两倍标准误差。与限值相差不足 1
      米或不足两倍标准误差的，图上测算不作结论。取点办法由本软件拟定，规定另有取点办法的从其规定。本说明供申请人参考，不代替行政许可决定。
    </p>
  );
}
