import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { geographicGrid } from '#shared/sheets/coordinate-grid.ts';
import { freeCorner } from '#shared/sheets/free-corner.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { scaleBar } from '#shared/sheets/scale-bar.ts';
import './map-furniture.css';

/** Millimetres between coordinates along an edge. */
const TICK_APART = 40;
const BOX_MARGIN = 4;
const BAR_HEIGHT = 1.5;
const BAR_LINE = 0.22;
/** Half the length of a coordinate label: nearer to a corner it would be cut. */
const LABEL_HALF = 8;

export function NorthArrow({ x }: { x: number }) {
  return (
    <g transform={`translate(${x} 4)`}>
      <rect x={-5} y={-1} width={10} height={16} fill="#fff" fillOpacity={0.9} />
      <text y={3} textAnchor="middle" className="sheet-north">
        北
      </text>
      <path d="M0 4.4L2.4 13L0 11.2Z" fill="#111" stroke="#111" strokeWidth={0.2} />
      <path d="M0 4.4L-2.4 13L0 11.2Z" fill="#fff" stroke="#111" strokeWidth={0.3} />
    </g>
  );
}

/** The scale bar in the corner that covers least of `marks`. */
export function ScaleBarBox({ frame, places }: { frame: MapFrame; places: readonly LngLat[] }) {
  const bar = scaleBar(frame.scale, 56);
  const at = (metres: number) => (metres / bar.length) * bar.paperLength;
  const size = { width: bar.paperLength + 14, height: 15 };
  const marks = places.map((place) => frame.toPaper(place));
  const corner = freeCorner(marks, frame, size, BOX_MARGIN);
  return (
    <g transform={`translate(${corner.x} ${corner.y})`}>
      <rect {...size} fill="#fff" fillOpacity={0.92} />
      <g transform="translate(5 6.5)" data-scale-bar={bar.paperLength}>
        {/* Filled pieces only: an outline would lengthen the bar by its own width. */}
        <rect width={bar.paperLength} height={BAR_HEIGHT} fill="#111" />
        <rect
          x={at(bar.length / 4)}
          y={BAR_LINE}
          width={at(bar.length / 4)}
          height={BAR_HEIGHT - 2 * BAR_LINE}
          fill="#fff"
        />
        {bar.ticks.map((tick) => (
          <text key={tick} x={at(tick)} y={-1.2} className="sheet-tick" textAnchor="middle">
            {tick === bar.length ? `${tick} m` : tick}
          </text>
        ))}
      </g>
      <text x={5} y={12.6} className="sheet-scale">
        1:{frame.scale.toLocaleString('en-US').replaceAll(',', ' ')}　WGS84
      </text>
    </g>
  );
}

/** Round coordinates along the top and the left edge. */
export function Ticks({ frame }: { frame: MapFrame }) {
  const { upright, level } = geographicGrid(frame, TICK_APART);
  const shown = [...upright, ...level].flatMap(({ label, meets }) =>
    meets.flatMap(({ edge, x, y }) => {
      const along = edge === 'top' ? x : y;
      const length = edge === 'top' ? frame.width : frame.height;
      // Nearer to a corner the label would be cut.
      const fits = along >= LABEL_HALF && along <= length - LABEL_HALF;
      return fits && (edge === 'top' || edge === 'left') ? [{ label, edge, x, y }] : [];
    }),
  );
  return (
    <g className="sheet-tick">
      {shown.map(({ label, edge, x, y }) => (
        <g key={label} transform={`translate(${x} ${y})${edge === 'left' ? ' rotate(-90)' : ''}`}>
          <line y1={-1.2} y2={0} stroke="#111" strokeWidth={0.3} />
          <text y={-2} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

export function toPath(shape: GeoJSON.Geometry, frame: MapFrame): string {
  const polygons =
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [];
  return polygons
    .flat()
    .map(
      (ring) =>
        `M${ring
          .map((point) =>
            frame
              .toPaper(lngLatOf(point))
              .map((value) => value.toFixed(3))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');
}
