import { useEffect, useMemo, useState } from 'react';
import type { EvidenceMap as Evidence, ImportOptions } from '#shared/contract/import.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { useService } from '../../../client/queries.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';
import { drawBaseImage } from '../../../map/base-image.ts';

const WIDTH = 460;
const TALLEST = 340;
/** Air around what is shown, of its size. */
const MARGIN = 0.06;

/** Where the list's points fall under one reading, beside the boundary, the schools and places of the same name. */
export function EvidenceMap({
  chosen,
  options,
  reading,
}: {
  chosen: ChosenFile;
  options: ImportOptions;
  reading: ReferenceSystem;
}) {
  const drawn = useService('import.evidenceMap', { ...options, crs: null, token: chosen.token });
  if (!drawn.data || drawn.data.points.length === 0) return null;
  return <Drawing evidence={drawn.data} reading={reading === 'cgcs2000' ? 'wgs84' : reading} />;
}

function Drawing({ evidence, reading }: { evidence: Evidence; reading: 'wgs84' | 'gcj02' | 'bd09' }) {
  const bounds = useMemo(() => boundsOf(evidence), [evidence]);
  const [west, south, east, north] = bounds;
  const height = Math.min(TALLEST, (WIDTH * (mercator(north) - mercator(south))) / radians(east - west));
  const base = useBase(bounds);
  const place = ([lng, lat]: LngLat): [number, number] => [
    (WIDTH * (lng - west)) / (east - west),
    (height * (mercator(north) - mercator(lat))) / (mercator(north) - mercator(south)),
  ];
  return (
    <figure className="evidence-map">
      <svg
        viewBox={`0 0 ${WIDTH} ${height.toFixed(1)}`}
        role="img"
        aria-label="名单的点落在何处"
        data-testid="evidence-map"
      >
        {base && (
          <image href={base} width={WIDTH} height={height} preserveAspectRatio="none" opacity={0.75} />
        )}
        {evidence.boundary.map((ring) => (
          <polygon
            key={ring[0]?.join()}
            className="evidence-boundary"
            points={ring.map((at) => place(at).join()).join(' ')}
          />
        ))}
        {evidence.schools.map((at) => {
          const [x, y] = place(at);
          return (
            <rect key={at.join()} className="evidence-school" x={x - 3} y={y - 3} width={6} height={6} />
          );
        })}
        {evidence.points.map((point) => {
          const [x, y] = place(point[reading]);
          const known = point.known && place(point.known);
          return (
            <g key={point.wgs84.join()}>
              {known && <line className="evidence-shift" x1={x} y1={y} x2={known[0]} y2={known[1]} />}
              <circle className="evidence-point" cx={x} cy={y} r={2} />
            </g>
          );
        })}
      </svg>
      <figcaption className="quiet small">
        <span>
          <i className="key key-point" /> 名单的点
        </span>
        {evidence.boundary.length > 0 && (
          <span>
            <i className="key key-boundary" /> 辖区
          </span>
        )}
        {evidence.schools.length > 0 && (
          <span>
            <i className="key key-school" /> 学校
          </span>
        )}
        {evidence.points.some(({ known }) => known) && (
          <span>
            <i className="key key-shift" /> 到同名地点的偏移
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** The base map under the points; null where there is none or it cannot be drawn. */
function useBase(bounds: LngLatBounds): string | null {
  const basemaps = useService('basemaps.list', {});
  const [image, setImage] = useState<string | null>(null);
  useEffect(() => {
    if (!basemaps.data || basemaps.data.length === 0) return;
    const controller = new AbortController();
    drawBaseImage(bounds, WIDTH * 2, basemaps.data, controller.signal)
      .then(setImage)
      .catch(() => setImage(null));
    return () => controller.abort();
  }, [bounds, basemaps.data]);
  return image;
}

/** What is shown: the boundary where there is one, else the schools and the bulk of the points. */
function boundsOf({ boundary, schools, points }: Evidence): LngLatBounds {
  const known = [...boundary.flat(), ...schools];
  const shown = known.length > 0 ? known : points.map(({ wgs84 }) => wgs84);
  const box = shown.reduce<LngLatBounds | null>((bounds, at) => extendBounds(bounds, at), null) ?? [
    0, 0, 1, 1,
  ];
  const [west, south, east, north] = box;
  const [dx, dy] = [Math.max(east - west, 0.01) * MARGIN, Math.max(north - south, 0.01) * MARGIN];
  return [west - dx, south - dy, east + dx, north + dy];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function mercator(latitude: number): number {
  return Math.asinh(Math.tan(radians(latitude)));
}
