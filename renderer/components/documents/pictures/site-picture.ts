import type { OutputOf } from '#shared/contract/contract.ts';
import { centreOf, leastScale, type MapFrame, mapFrame } from '#shared/sheets/map-frame.ts';
import { client } from '../../../client/client.ts';
import { drawGround } from './ground.ts';
import {
  drawEdge,
  drawLabel,
  drawOnPaper,
  drawScale,
  drawShape,
  drawSpot,
  MAP,
  type PaperPicture,
} from './paper-pen.ts';

const LEAST_SCALE = 1000;

const severityColours: Readonly<Record<string, string>> = {
  violation: '#c62f3b',
  undetermined: '#d98200',
  supervised: '#2b7a4b',
  supervisedDoubt: '#8fbfa3',
};

/** A school's zone with the venues that matter; null where the school has no place. */
export async function drawSite(schoolId: number): Promise<PaperPicture | null> {
  const geometry = await client.call('schools.sheet', { id: schoolId }).catch(() => null);
  if (!geometry) return null;
  const findings = await client.call('findings.list', { schoolId });
  const { bounds } = geometry;
  const scale = Math.max(LEAST_SCALE, leastScale(bounds, MAP.width, MAP.height, MAP.margin));
  const frame = mapFrame(centreOf(bounds), MAP.width, MAP.height, scale);
  return drawOnPaper(MAP.width, MAP.height, async (pen) => {
    await drawGround(pen, frame, 0, 0);
    drawSchool(pen, frame, geometry, schoolId);
    for (const finding of findings.filter(({ severity }) => severity !== 'outside')) {
      const [x, y] = frame.toPaper(finding.venuePosition);
      drawSpot(pen, [x, y], 1.3, severityColours[finding.severity] ?? '#626e7b', '#fff');
      drawLabel(pen, finding.venueName, [x + 1.9, y], 2.4);
    }
    drawScale(pen, frame, 5, MAP.height - 4);
    drawEdge(pen, 0, 0, MAP.width, MAP.height);
  });
}

/** Zone, campus and gates of one school among those that the frame shows. */
function drawSchool(
  pen: CanvasRenderingContext2D,
  frame: MapFrame,
  { zones, campuses, gates }: OutputOf<'schools.sheet'>,
  schoolId: number,
): void {
  const isOwn = (each: { readonly schoolId: number }) => each.schoolId === schoolId;
  const zoneLook = { fill: 'rgb(31 95 174 / 9%)', edge: '#1f5fae', width: 0.5, dashes: [2, 1.2] };
  const campusLook = { fill: 'rgb(31 95 174 / 18%)', edge: '#1f5fae', width: 0.5 };
  for (const { geometry } of zones.filter(isOwn)) drawShape(pen, frame, geometry, zoneLook);
  for (const { geometry } of campuses.filter(isOwn)) drawShape(pen, frame, geometry, campusLook);
  for (const { position, name } of gates.filter(isOwn)) {
    const [x, y] = frame.toPaper(position);
    drawSpot(pen, [x, y], 1.2, '#fff', '#1f5fae');
    drawLabel(pen, name, [x + 1.8, y], 2.6);
  }
}
