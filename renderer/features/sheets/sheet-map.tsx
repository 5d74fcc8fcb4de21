import type { LngLat } from '#shared/geodesy/units.ts';
import { coordinateTicks, degreesMinutesSeconds } from '#shared/sheets/coordinate-ticks.ts';
import { freeCorner } from '#shared/sheets/free-corner.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { placeLabels } from '#shared/sheets/place-labels.ts';
import { scaleBar } from '#shared/sheets/scale-bar.ts';
import { SeverityGlyph } from '../../components/severity-mark.tsx';
import type { NumberedFinding, Sheet } from './use-sheet.ts';

const MARK = 3.6;
/** Size of school names, as in the style sheet. */
const NAME_SIZE = 3.5;
const TICK_ROOM = 6;
const BOX_MARGIN = 4;
const BAR_HEIGHT = 1.5;
const BAR_LINE = 0.22;
/** Half the length of a coordinate label: nearer to a corner it would be cut. */
const LABEL_HALF = 8;

/** The framed map in paper millimetres: picture of the base map below, everything else as vectors and text. */
export function SheetMap({ sheet }: { sheet: Sheet }) {
  const { frame, geometry, venues, baseImage } = sheet;
  const path = (shape: GeoJSON.Geometry) => toPath(shape, frame);
  return (
    <svg
      className="sheet-map"
      viewBox={`${-TICK_ROOM} ${-TICK_ROOM} ${frame.width + TICK_ROOM + 0.5} ${frame.height + TICK_ROOM + 0.5}`}
      style={{ width: `${frame.width + TICK_ROOM + 0.5}mm`, height: `${frame.height + TICK_ROOM + 0.5}mm` }}
      role="img"
      aria-label={`${geometry.schoolName}周边地图`}
    >
      <clipPath id="sheet-frame">
        <rect width={frame.width} height={frame.height} />
      </clipPath>
      <g clipPath="url(#sheet-frame)">
        <rect width={frame.width} height={frame.height} fill="#fbfaf7" />
        {baseImage && (
          <image href={baseImage} width={frame.width} height={frame.height} preserveAspectRatio="none" />
        )}
        {geometry.zones.map((zone) => (
          <path
            key={zone.schoolId}
            d={path(zone.geometry)}
            fill="#2f6fc4"
            fillOpacity={0.08}
            stroke="#2f6fc4"
            strokeWidth={0.5}
            strokeDasharray="2.4 1.6"
            data-zone={zone.schoolId}
          />
        ))}
        {geometry.campuses.map((campus) => (
          <path
            key={campus.schoolId}
            d={path(campus.geometry)}
            fill="#1f5fae"
            fillOpacity={0.16}
            stroke="#1f5fae"
            strokeWidth={0.6}
          />
        ))}
        {geometry.gateZones.map((zone) => (
          <path
            key={path(zone.geometry)}
            d={path(zone.geometry)}
            fill="#d1495b"
            fillOpacity={0.55}
            stroke="#b03345"
            strokeWidth={0.25}
          />
        ))}
        {venues
          .filter(({ severity }) => severity !== 'supervised')
          .map((venue) => (
            <Link key={venue.id} venue={venue} frame={frame} />
          ))}
        {geometry.gates.map((gate, index) => {
          const [x, y] = frame.toPaper(gate.position);
          // biome-ignore lint/suspicious/noArrayIndexKey: gates of a sheet keep their order
          return <circle key={index} cx={x} cy={y} r={1.2} fill="#fff" stroke="#1f5fae" strokeWidth={0.7} />;
        })}
        {[...venues].reverse().map((venue) => (
          <VenueMark key={venue.id} venue={venue} frame={frame} />
        ))}
        <SchoolNames sheet={sheet} />
        <NorthArrow x={frame.width - 11} />
        <ScaleBarBox frame={frame} places={venues.map(({ venuePosition }) => venuePosition)} />
      </g>
      <rect width={frame.width} height={frame.height} fill="none" stroke="#111" strokeWidth={0.6} />
      <Ticks frame={frame} />
    </svg>
  );
}

function Link({ venue, frame }: { venue: NumberedFinding; frame: MapFrame }) {
  const [x1, y1] = frame.toPaper(venue.from);
  const [x2, y2] = frame.toPaper(venue.venuePosition);
  return (
    <line
      x1={x1}
      y1={y1}
      x2={x2}
      y2={y2}
      stroke={venue.severity === 'violation' ? '#c62f3b' : '#c77700'}
      strokeWidth={0.28}
    />
  );
}

function VenueMark({ venue, frame }: { venue: NumberedFinding; frame: MapFrame }) {
  const [x, y] = frame.toPaper(venue.venuePosition);
  return (
    <g>
      <g transform={`translate(${x - MARK / 2} ${y - MARK / 2}) scale(${MARK / 20})`}>
        <SeverityGlyph severity={venue.severity} />
      </g>
      <text x={x + MARK / 2 + 0.3} y={y - 0.6} className="sheet-number">
        {venue.number}
      </text>
    </g>
  );
}

/** The sheet's own school first; names that would cover another are moved or left out. */
function SchoolNames({ sheet: { geometry, frame } }: { sheet: Sheet }) {
  const own = geometry.zones[0]?.schoolId;
  const schools = [
    ...geometry.campuses.map(({ schoolId, name, geometry: shape }) => ({
      schoolId,
      name,
      at: middleOf(shape),
    })),
    ...geometry.schoolPoints.map(({ schoolId, name, position }) => ({
      schoolId,
      name,
      at: position as LngLat,
    })),
  ]
    .filter(({ at }) => frame.holds(at))
    .sort((a, b) => Number(b.schoolId === own) - Number(a.schoolId === own));
  const labels = schools.map(({ schoolId, name, at }) => {
    const [x, y] = frame.toPaper(at);
    return { id: schoolId, x, y, width: [...name].length * NAME_SIZE, height: NAME_SIZE * 1.25 };
  });
  return (
    <>
      {placeLabels(labels, frame.width, frame.height).map(({ id, x, y }) => (
        <text key={id} x={x} y={y + NAME_SIZE * 0.36} className="sheet-school" textAnchor="middle">
          {schools.find(({ schoolId }) => schoolId === id)?.name}
        </text>
      ))}
    </>
  );
}

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
  const [west, south, east, north] = frame.bounds;
  return (
    <g className="sheet-tick">
      {coordinateTicks(west, east, 5).map((lng) => {
        const [x] = frame.toPaper([lng, north]);
        if (x < LABEL_HALF || x > frame.width - LABEL_HALF) return null;
        return (
          <g key={lng}>
            <line x1={x} x2={x} y1={-1.2} y2={0} stroke="#111" strokeWidth={0.3} />
            <text x={x} y={-2} textAnchor="middle">
              {degreesMinutesSeconds(lng, 'E', 'W')}
            </text>
          </g>
        );
      })}
      {coordinateTicks(south, north, 4).map((lat) => {
        const [, y] = frame.toPaper([west, lat]);
        if (y < LABEL_HALF || y > frame.height - LABEL_HALF) return null;
        return (
          <g key={lat}>
            <line x1={-1.2} x2={0} y1={y} y2={y} stroke="#111" strokeWidth={0.3} />
            <text transform={`translate(-2 ${y}) rotate(-90)`} textAnchor="middle">
              {degreesMinutesSeconds(lat, 'N', 'S')}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function middleOf(shape: GeoJSON.Geometry): LngLat {
  const ring =
    (shape.type === 'MultiPolygon'
      ? shape.coordinates[0]?.[0]
      : shape.type === 'Polygon'
        ? shape.coordinates[0]
        : undefined) ?? [];
  const sum = ring.reduce<[number, number]>(
    ([lng, lat], point) => [lng + (point[0] ?? 0), lat + (point[1] ?? 0)],
    [0, 0],
  );
  return [sum[0] / ring.length, sum[1] / ring.length];
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
              .toPaper(point as unknown as LngLat)
              .map((value) => value.toFixed(3))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');
}
