import type { Attachment } from '#shared/contract/attachments.ts';
import type { DrawnPicture } from '#shared/contract/documents.ts';
import type { DocumentPicture } from '#shared/forms/template.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { centreOf, leastScale, mapFrame } from '#shared/sheets/map-frame.ts';
import { client } from '../../client/client.ts';
import { drawBaseImage } from '../../map/base-image.ts';
import { bytesOf, chartPicture } from '../chart.tsx';

/** The trend in CSS pixels, the map in millimetres and dots a millimetre, a photo's longer side in dots. */
const TREND = { width: 620, height: 320 };
const MAP = { width: 156, height: 100, margin: 6, dots: 8 };
const PHOTO = 1400;
/** Of a photo's height, for what is stamped on it. */
const STAMP = 0.055;

/** Draws the pictures that a document asks for and hands them to the service. */
export async function drawPictures(
  wanted: readonly DocumentPicture[],
  span: { readonly from: string; readonly to: string },
): Promise<DrawnPicture[]> {
  if (wanted.length === 0) return [];
  const data = await client.call('documents.pictures', span);
  const drawn: DrawnPicture[] = [];
  for (const picture of wanted) {
    const url = picture === 'trend' ? drawTrend(data.quarters) : await drawMap(data);
    if (!url) continue;
    const size = picture === 'trend' ? TREND : { width: MAP.width * MAP.dots, height: MAP.height * MAP.dots };
    drawn.push({ picture, token: await put(url, `${picture}.png`), width: size.width, height: size.height });
  }
  return drawn;
}

type Pictured = Awaited<ReturnType<typeof client.call<'documents.pictures'>>>;

function drawTrend(quarters: Pictured['quarters']): string {
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
async function drawMap({ schools, hazards }: Pictured): Promise<string | null> {
  const bounds = [...schools.map(({ position }) => position), ...hazards].reduce<LngLatBounds | null>(
    (box, place) => extendBounds(box, place),
    null,
  );
  if (!bounds) return null;
  const scale = Math.max(1000, leastScale(bounds, MAP.width, MAP.height, MAP.margin));
  const frame = mapFrame(centreOf(bounds), MAP.width, MAP.height, scale);
  const canvas = document.createElement('canvas');
  canvas.width = MAP.width * MAP.dots;
  canvas.height = MAP.height * MAP.dots;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(MAP.dots, MAP.dots);
  pen.fillStyle = '#fbfaf7';
  pen.fillRect(0, 0, MAP.width, MAP.height);
  const basemaps = await client.call('basemaps.list', {});
  const base = await drawBaseImage(
    frame.bounds,
    Math.round((MAP.width * 96) / 25.4),
    basemaps,
    new AbortController().signal,
  ).catch(() => null);
  if (base) {
    const picture = new Image();
    picture.src = base;
    await picture.decode();
    pen.globalAlpha = 0.75;
    pen.drawImage(picture, 0, 0, MAP.width, MAP.height);
    pen.globalAlpha = 1;
  }
  const spot = (at: readonly [number, number], radius: number, fill: string, edge: string) => {
    pen.beginPath();
    pen.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.fill();
    pen.strokeStyle = edge;
    pen.lineWidth = 0.4;
    pen.stroke();
  };
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
export function stampText(
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
  return (await client.put(new File([bytesOf(url) as BlobPart], name, { type }))).token;
}
