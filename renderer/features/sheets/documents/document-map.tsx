import type { SheetGeometry } from '#shared/contract/places.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import { SeverityGlyph } from '../../../components/severity-mark.tsx';
import type { DocumentMapParts } from './document.ts';
import { NorthArrow, ScaleBarBox, Ticks, toPath } from './map-furniture.tsx';

const MARK = 4;
const TICK_ROOM = 6;

export interface DocumentMark {
  readonly position: LngLat;
  /** A finding's mark, a spot with its name beside it, or a stop with its number in it. */
  readonly severity: Severity | 'spot' | 'stop';
  readonly label: string;
}

export interface DocumentLine {
  readonly line: readonly LngLat[];
  readonly kind: 'walk' | 'connector' | 'link';
  readonly label?: string;
}

/** Ground where something may not be, or perhaps not: told apart in grey too. */
interface DocumentGround {
  readonly geometry: GeoJSON.Geometry;
  readonly kind: 'banned' | 'doubtful';
}

const lineStyles: Record<DocumentLine['kind'], { width: number; dashes?: string }> = {
  walk: { width: 1 },
  connector: { width: 0.7, dashes: '0.9 0.9' },
  link: { width: 0.4, dashes: '2 1' },
};

/** A small framed map: what is there in blue, what the document is about in violet. */
export function DocumentMap({
  parts: { frame, base },
  places,
  zones = [],
  grounds = [],
  lines = [],
  marks,
}: {
  parts: DocumentMapParts;
  places: Pick<SheetGeometry, 'campuses' | 'gates'> | null;
  zones?: readonly GeoJSON.Geometry[];
  grounds?: readonly DocumentGround[];
  lines?: readonly DocumentLine[];
  marks: readonly DocumentMark[];
}) {
  const { width, height } = frame;
  return (
    <svg
      className="sheet-map document-map"
      viewBox={`${-TICK_ROOM} ${-TICK_ROOM} ${width + TICK_ROOM + 0.5} ${height + TICK_ROOM + 0.5}`}
      style={{ width: `${width + TICK_ROOM + 0.5}mm`, height: `${height + TICK_ROOM + 0.5}mm` }}
      role="img"
      aria-label="位置示意图"
    >
      <clipPath id="document-frame">
        <rect width={width} height={height} />
      </clipPath>
      <g clipPath="url(#document-frame)">
        <rect width={width} height={height} fill="#fbfaf7" />
        {base.image && <image href={base.image} width={width} height={height} preserveAspectRatio="none" />}
        {grounds.map(({ geometry, kind }) => (
          <Ground key={kind} d={toPath(geometry, frame)} kind={kind} />
        ))}
        {zones.map((zone) => (
          <path
            key={toPath(zone, frame)}
            d={toPath(zone, frame)}
            fill="#7a4fb5"
            fillOpacity={0.1}
            stroke="#6a3fa5"
            strokeWidth={0.45}
            strokeDasharray="2.4 1.6"
          />
        ))}
        {places?.campuses.map((campus) => (
          <path
            key={campus.schoolId}
            d={toPath(campus.geometry, frame)}
            fill="#1f5fae"
            fillOpacity={0.16}
            stroke="#1f5fae"
            strokeWidth={0.5}
          />
        ))}
        {lines.map((entry) => (
          <Line key={JSON.stringify(entry.line)} entry={entry} frame={frame} />
        ))}
        {places?.gates.map(({ position }) => (
          <Gate key={position.join(',')} at={frame.toPaper(position)} />
        ))}
        {marks.map((mark) => (
          <Mark key={`${mark.label}/${mark.position}`} mark={mark} frame={frame} />
        ))}
        <NorthArrow x={width - 11} />
        <ScaleBarBox
          frame={frame}
          places={[...marks, ...(places?.gates ?? [])].map(({ position }) => position)}
        />
      </g>
      <rect width={width} height={height} fill="none" stroke="#111" strokeWidth={0.5} />
      <Ticks frame={frame} />
    </svg>
  );
}

function Ground({ d, kind }: { d: string; kind: DocumentGround['kind'] }) {
  if (kind === 'doubtful')
    return (
      <path
        d={d}
        fillRule="evenodd"
        fill="#c77700"
        fillOpacity={0.1}
        stroke="#c77700"
        strokeWidth={0.5}
        strokeDasharray="1.6 1.2"
      />
    );
  return (
    <>
      <pattern
        id="banned-ground"
        width={2}
        height={2}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={0.5} height={2} fill="#c62f3b" fillOpacity={0.55} />
      </pattern>
      <path d={d} fillRule="evenodd" fill="url(#banned-ground)" stroke="#c62f3b" strokeWidth={0.45} />
    </>
  );
}

function Gate({ at: [x, y] }: { at: readonly [number, number] }) {
  return <circle cx={x} cy={y} r={1.2} fill="#fff" stroke="#1f5fae" strokeWidth={0.7} />;
}

function Line({ entry: { line, kind, label }, frame }: { entry: DocumentLine; frame: MapFrame }) {
  const points = line.map((position) => frame.toPaper(position));
  const { width, dashes } = lineStyles[kind];
  const [start, end] = [points[0], points.at(-1)];
  const path = points.map((point) => point.join(',')).join(' ');
  return (
    <g>
      {kind === 'walk' && <polyline points={path} fill="none" stroke="#fff" strokeWidth={width + 0.8} />}
      <polyline
        points={path}
        fill="none"
        stroke="#6a3fa5"
        strokeWidth={width}
        strokeDasharray={dashes}
        strokeLinejoin="round"
      />
      {label && start && end && (
        <text x={(start[0] + end[0]) / 2} y={(start[1] + end[1]) / 2 - 1} className="document-length">
          {label}
        </text>
      )}
    </g>
  );
}

function Mark({ mark: { position, severity, label }, frame }: { mark: DocumentMark; frame: MapFrame }) {
  const [x, y] = frame.toPaper(position);
  if (severity === 'stop')
    return (
      <g>
        <circle cx={x} cy={y} r={2.5} fill="#6a3fa5" stroke="#fff" strokeWidth={0.5} />
        <text x={x} y={y + 1.05} className="document-stop">
          {label}
        </text>
      </g>
    );
  return (
    <g>
      {severity === 'spot' ? (
        <circle cx={x} cy={y} r={1.6} fill="#6a3fa5" stroke="#fff" strokeWidth={0.5} />
      ) : (
        <g transform={`translate(${x - MARK / 2} ${y - MARK / 2}) scale(${MARK / 20})`}>
          <SeverityGlyph severity={severity} />
        </g>
      )}
      <text x={x + MARK / 2 + 0.4} y={y + 1.1} className="document-name">
        {label}
      </text>
    </g>
  );
}
