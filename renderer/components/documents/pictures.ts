import type { Attachment } from '#shared/contract/attachments.ts';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import type { DocumentAbout, DrawnPicture } from '#shared/contract/documents.ts';
import { partsOf } from '#shared/facilities/facility-index.ts';
import type { DocumentPicture } from '#shared/forms/document-template.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { centreOf, leastScale, type MapFrame, mapFrame } from '#shared/sheets/map-frame.ts';
import { client } from '../../client/client.ts';
import { type BaseDrawer, openBaseDrawer } from '../../map/base-image.ts';
import { bytesOf, chartPicture } from '../chart.tsx';
import { facilityColour } from '../gates/facility-colours.ts';

/** The trend in CSS pixels, the map in millimetres and dots a millimetre, a photo's longer side in dots. */
const TREND = { width: 620, height: 320 };
const MAP = { width: 156, height: 100, margin: 6, dots: 8 };
/** Pictures of gates: millimetres, and the N of 1:N. */
const GATE = { height: 76, gap: 3, scale: 1500 };
const PHOTO = 1400;
/** Of a photo's height, for what is stamped on it. */
const STAMP = 0.055;

/** A picture as a data URL, and its size in dots. */
export interface Drawn {
  readonly picture: DocumentPicture;
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Draws the pictures that a document over some days or about a school asks for; what has no place is left out. */
export async function drawFor(wanted: readonly DocumentPicture[], about: DocumentAbout): Promise<Drawn[]> {
  if (wanted.length === 0) return [];
  const drawn: Drawn[] = [];
  const put = (picture: DocumentPicture, url: string | null, size: { width: number; height: number }) => {
    if (url) drawn.push({ picture, url, ...size });
  };
  const wide = { width: MAP.width * MAP.dots, height: MAP.height * MAP.dots };
  if (about.kind === 'span') {
    const { from, to } = about;
    if (wanted.includes('trend')) put('trend', await drawTrend({ until: to }), TREND);
    if (wanted.includes('map'))
      put('map', await drawMap(await client.call('documents.spots', { from, to })), wide);
  }
  if (about.kind === 'school') {
    if (wanted.includes('trend')) put('trend', await drawTrend({ schoolId: about.id }), TREND);
    if (wanted.includes('site')) put('site', await drawSite(about.id), wide);
    if (wanted.includes('gates')) {
      const picture = await drawGates(about.id);
      if (picture) put('gates', picture.url, picture);
    }
  }
  return drawn;
}

/** Draws the pictures and hands them to the service. */
export async function drawPictures(
  wanted: readonly DocumentPicture[],
  about: DocumentAbout,
): Promise<DrawnPicture[]> {
  const pictures: DrawnPicture[] = [];
  for (const { picture, url, width, height } of await drawFor(wanted, about))
    pictures.push({ picture, token: await put(url, `${picture}.png`), width, height });
  return pictures;
}

async function drawTrend(of: InputOf<'documents.trend'>): Promise<string> {
  const quarters = await client.call('documents.trend', of);
  const series = (name: string, type: 'bar' | 'line', color: string, data: number[]) => ({
    name,
    type,
    data,
    itemStyle: { color },
    lineStyle: { width: 3 },
    symbolSize: 8,
    barMaxWidth: 34,
    label: {
      show: true,
      position: 'top',
      color: '#111',
      formatter: ({ value }: { value: number }) => (value === 0 ? '' : String(value)),
    },
  });
  return chartPicture(
    {
      xAxis: {
        type: 'category',
        data: quarters.map(({ period }) => `${period.slice(2, 4)}年${period.slice(5)}季`),
        axisLabel: { color: '#111', fontSize: 14 },
      },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#111', fontSize: 13 } },
      series: [
        series(
          '检查',
          'bar',
          '#b9cbe3',
          quarters.map(({ visits }) => visits),
        ),
        series(
          '发现隐患',
          'line',
          '#c62f3b',
          quarters.map(({ found }) => found),
        ),
        series(
          '销号',
          'line',
          '#2b7a4b',
          quarters.map(({ closed }) => closed),
        ),
      ],
    },
    TREND.width,
    TREND.height,
  );
}

/** All schools, swept or not, and where hazards are open; null where nothing has a position. */
async function drawMap({ schools, hazards }: OutputOf<'documents.spots'>): Promise<string | null> {
  const bounds = [...schools.map(({ position }) => position), ...hazards].reduce<LngLatBounds | null>(
    (box, place) => extendBounds(box, place),
    null,
  );
  if (!bounds) return null;
  const scale = Math.max(1000, leastScale(bounds, MAP.width, MAP.height, MAP.margin));
  const frame = mapFrame(centreOf(bounds), MAP.width, MAP.height, scale);
  const canvas = blank(MAP.width, MAP.height);
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return null;
  await drawGround(pen, frame, 0, 0);
  const spot = spotWith(pen);
  for (const { position, swept } of schools)
    spot(frame.toPaper(position), 1.5, swept ? '#1f5fae' : '#fff', '#1f5fae');
  for (const position of hazards) spot(frame.toPaper(position), 1, '#c62f3b', '#fff');
  drawLegend(pen, spot);
  pen.strokeStyle = '#111';
  pen.lineWidth = 0.5;
  pen.strokeRect(0.25, 0.25, MAP.width - 0.5, MAP.height - 0.5);
  return canvas.toDataURL('image/png');
}

function drawLegend(
  pen: CanvasRenderingContext2D,
  spot: (at: readonly [number, number], radius: number, fill: string, edge: string) => void,
): void {
  const top = MAP.height - 16;
  pen.fillStyle = 'rgb(255 255 255 / 90%)';
  pen.fillRect(2, top, 30, 14);
  const entries = [
    ['已整治学校', 1.5, '#1f5fae', '#1f5fae'],
    ['未整治学校', 1.5, '#fff', '#1f5fae'],
    ['未结隐患', 1, '#c62f3b', '#fff'],
  ] as const;
  for (const [i, [text, radius, fill, edge]] of entries.entries()) {
    const y = top + 3 + 4 * i;
    spot([5, y], radius, fill, edge);
    pen.fillStyle = '#111';
    pen.font = `3px ${getComputedStyle(document.body).fontFamily}`;
    pen.textBaseline = 'middle';
    pen.fillText(text, 8, y);
  }
}

type Spot = (at: readonly [number, number], radius: number, fill: string, edge: string) => void;

function spotWith(pen: CanvasRenderingContext2D): Spot {
  return (at, radius, fill, edge) => {
    pen.beginPath();
    pen.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
    pen.strokeStyle = edge;
    pen.lineWidth = 0.4;
    pen.stroke();
  };
}

/** An empty picture of some millimetres, its pen in millimetres. */
function blank(width: number, height: number): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * MAP.dots);
  canvas.height = Math.round(height * MAP.dots);
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(MAP.dots, MAP.dots);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  return canvas;
}

/** Pictures are drawn one after another. The hidden map is kept for a while, so that the next one can use it. */
let open: { drawer: BaseDrawer | null; timer: ReturnType<typeof setTimeout> } | null = null;
const KEPT_OPEN_MS = 8000;

async function baseDrawer(): Promise<BaseDrawer | null> {
  const known = open;
  if (known) clearTimeout(known.timer);
  const drawer = known
    ? known.drawer
    : openBaseDrawer(await client.call('basemaps.list', {}), (MAP.dots * 25.4) / 96);
  const timer = setTimeout(() => {
    drawer?.close();
    open = null;
  }, KEPT_OPEN_MS);
  open = { drawer, timer };
  return drawer;
}

/** The base maps of a frame, its corner at some millimetres. */
async function drawGround(
  pen: CanvasRenderingContext2D,
  frame: MapFrame,
  x: number,
  y: number,
): Promise<void> {
  pen.fillStyle = '#fbfaf7';
  pen.fillRect(x, y, frame.width, frame.height);
  const drawer = await baseDrawer();
  const base = await drawer?.draw(frame.bounds, Math.round((frame.width * 96) / 25.4)).catch(() => null);
  if (!base) return;
  pen.globalAlpha = 0.75;
  pen.drawImage(base, x, y, frame.width, frame.height);
  pen.globalAlpha = 1;
}

/** Draws a shape into a frame whose corner is the pen's origin. */
function drawShape(
  pen: CanvasRenderingContext2D,
  frame: MapFrame,
  geometry: GeoJSON.Geometry,
  look: { fill?: string; edge: string; width: number; dashes?: number[] },
): void {
  const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
  pen.beginPath();
  for (const part of partsOf(geometry)) {
    for (const [i, place] of part.entries()) {
      const [x, y] = frame.toPaper(place);
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    if (isArea) pen.closePath();
  }
  if (look.fill && isArea) {
    pen.fillStyle = look.fill;
    pen.fill();
  }
  pen.strokeStyle = look.edge;
  pen.lineWidth = look.width;
  pen.setLineDash(look.dashes ?? []);
  pen.stroke();
  pen.setLineDash([]);
}

function label(
  pen: CanvasRenderingContext2D,
  text: string,
  [x, y]: readonly [number, number],
  size: number,
): void {
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = 'middle';
  pen.lineWidth = size * 0.3;
  pen.strokeStyle = '#fff';
  pen.strokeText(text, x, y);
  pen.fillStyle = '#111';
  pen.fillText(text, x, y);
}

function scaleNote(pen: CanvasRenderingContext2D, frame: MapFrame, x: number, y: number): void {
  const metres = [20, 50, 100, 200].find((each) => (each * 1000) / frame.scale >= 12) ?? 200;
  const length = (metres * 1000) / frame.scale;
  pen.fillStyle = 'rgb(255 255 255 / 85%)';
  pen.fillRect(x - 1.5, y - 4.5, length + 3, 6.5);
  pen.strokeStyle = '#111';
  pen.lineWidth = 0.4;
  pen.beginPath();
  pen.moveTo(x, y - 1);
  pen.lineTo(x, y);
  pen.lineTo(x + length, y);
  pen.lineTo(x + length, y - 1);
  pen.stroke();
  label(pen, `${metres} m`, [x + length / 2 - 3, y - 2.6], 2.6);
}

/** A school's zone with the venues that matter; null where the school has no place. */
async function drawSite(schoolId: number): Promise<string | null> {
  const geometry = await client.call('schools.sheet', { id: schoolId }).catch(() => null);
  if (!geometry) return null;
  const findings = await client.call('findings.list', { schoolId });
  const scale = Math.max(1000, leastScale(geometry.bounds, MAP.width, MAP.height, MAP.margin));
  const frame = mapFrame(centreOf(geometry.bounds), MAP.width, MAP.height, scale);
  const canvas = blank(MAP.width, MAP.height);
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return null;
  await drawGround(pen, frame, 0, 0);
  for (const zone of geometry.zones.filter((each) => each.schoolId === schoolId))
    drawShape(pen, frame, zone.geometry, {
      fill: 'rgb(31 95 174 / 9%)',
      edge: '#1f5fae',
      width: 0.5,
      dashes: [2, 1.2],
    });
  for (const campus of geometry.campuses.filter((each) => each.schoolId === schoolId))
    drawShape(pen, frame, campus.geometry, { fill: 'rgb(31 95 174 / 18%)', edge: '#1f5fae', width: 0.5 });
  const spot = spotWith(pen);
  for (const gate of geometry.gates.filter((each) => each.schoolId === schoolId)) {
    spot(frame.toPaper(gate.position), 1.2, '#fff', '#1f5fae');
    const [x, y] = frame.toPaper(gate.position);
    label(pen, gate.name, [x + 1.8, y], 2.6);
  }
  for (const finding of findings.filter(({ severity }) => severity !== 'outside')) {
    const [x, y] = frame.toPaper(finding.venuePosition);
    spot([x, y], 1.3, severityColours[finding.severity] ?? '#626e7b', '#fff');
    label(pen, finding.venueName, [x + 1.9, y], 2.4);
  }
  scaleNote(pen, frame, 5, MAP.height - 4);
  pen.strokeStyle = '#111';
  pen.lineWidth = 0.5;
  pen.strokeRect(0.25, 0.25, MAP.width - 0.5, MAP.height - 0.5);
  return canvas.toDataURL('image/png');
}

const severityColours: Readonly<Record<string, string>> = {
  violation: '#c62f3b',
  undetermined: '#d98200',
  supervised: '#2b7a4b',
};

/** Each gate's stretch with what stands around it, two to a row; null where the school has no gate. */
async function drawGates(schoolId: number): Promise<{ url: string; width: number; height: number } | null> {
  const { gates } = await client.call('schools.get', { id: schoolId });
  if (gates.length === 0) return null;
  const columns = Math.min(2, gates.length);
  const size = { width: (MAP.width - (columns - 1) * GATE.gap) / columns, height: GATE.height };
  const rows = Math.ceil(gates.length / columns);
  const height = rows * (size.height + GATE.gap) - GATE.gap;
  const canvas = blank(MAP.width, height);
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return null;
  for (const [i, { id }] of gates.entries()) {
    const x = (i % columns) * (size.width + GATE.gap);
    const y = Math.floor(i / columns) * (size.height + GATE.gap);
    await drawGate(pen, await client.call('gates.plan', { id }), { x, y, ...size });
  }
  return { url: canvas.toDataURL('image/png'), width: canvas.width, height: canvas.height };
}

/** One gate's plan into a box of the picture, millimetres. */
async function drawGate(
  pen: CanvasRenderingContext2D,
  plan: OutputOf<'gates.plan'>,
  box: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const frame = mapFrame(plan.gate.position, box.width, box.height, GATE.scale);
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  pen.clip();
  await drawGround(pen, frame, box.x, box.y);
  pen.translate(box.x, box.y);
  drawShape(pen, frame, plan.stretch, {
    fill: 'rgb(198 47 59 / 22%)',
    edge: '#c62f3b',
    width: 0.4,
    dashes: [1.6, 1],
  });
  const spot = spotWith(pen);
  for (const { kind, state, geometry, position, fault } of plan.facilities) {
    const colour = facilityColour(state, fault);
    if (geometry.type !== 'Point')
      drawShape(pen, frame, geometry, { fill: `${colour}33`, edge: colour, width: 0.7 });
    const [x, y] = frame.toPaper(position);
    spot([x, y], 1.1, colour, '#fff');
    label(pen, kind, [x + 1.5, y], 2.2);
  }
  spot(frame.toPaper(plan.gate.position), 1.6, '#fff', '#1f5fae');
  scaleNote(pen, frame, 4, box.height - 3);
  label(pen, plan.gate.gateName, [3, 4], 3.6);
  pen.strokeStyle = '#111';
  pen.lineWidth = 0.5;
  pen.strokeRect(0.25, 0.25, box.width - 0.5, box.height - 0.5);
  pen.restore();
}

/** Photos of a visit for paper: turned as they were taken, what is known of each stamped on the copy. */
export async function drawPhotos(attachments: readonly Attachment[], place: string): Promise<DrawnPicture[]> {
  const drawn: DrawnPicture[] = [];
  for (const attachment of attachments.filter(({ type }) => type.startsWith('image/'))) {
    const bytes = await client.call('attachments.read', { id: attachment.id, thumbnail: false });
    const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: attachment.type }), {
      imageOrientation: 'from-image',
    }).catch(() => null);
    if (!picture) continue;
    const scale = Math.min(1, PHOTO / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) continue;
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    stamp(pen, canvas, stampText(attachment, place));
    drawn.push({
      picture: { photo: attachment.id },
      token: await put(canvas.toDataURL('image/jpeg', 0.85), `${attachment.id}.jpg`),
      width: canvas.width,
      height: canvas.height,
    });
  }
  return drawn;
}

/** What a printed photo says of itself: where, when and by whom it was taken, and the head of its hash. */
function stampText(
  { takenAt, position, addedBy, hash }: Pick<Attachment, 'takenAt' | 'position' | 'addedBy' | 'hash'>,
  place: string,
): string {
  return [
    place,
    takenAt ? takenAt.replace('T', ' ') : '无拍摄时间',
    position ? `${position[0].toFixed(5)}, ${position[1].toFixed(5)}` : '无定位',
    addedBy,
    hash.slice(0, 8),
  ].join('　');
}

function stamp(pen: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement, text: string): void {
  const band = Math.max(18, Math.round(height * STAMP));
  pen.fillStyle = 'rgb(0 0 0 / 60%)';
  pen.fillRect(0, height - band, width, band);
  pen.fillStyle = '#fff';
  pen.textBaseline = 'middle';
  pen.font = `${Math.round(band * 0.55)}px ${getComputedStyle(document.body).fontFamily}`;
  pen.fillText(text, band * 0.4, height - band / 2, width - band * 0.8);
}

/** Hands a data URL to the service; its token. */
async function put(url: string, name: string): Promise<string> {
  const type = /^data:([^;]+)/.exec(url)?.[1] ?? 'image/png';
  return (await client.put(new File([bytesOf(url)], name, { type }))).token;
}
