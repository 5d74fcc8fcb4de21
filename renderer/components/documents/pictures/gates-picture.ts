import type { OutputOf } from '#shared/contract/contract.ts';
import { type MapFrame, mapFrame } from '#shared/sheets/map-frame.ts';
import { client } from '../../../client/client.ts';
import { facilityColour } from '../../gates/facility-colours.ts';
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

/** Millimetres, and the N of 1:N. */
const GATE = { height: 76, gap: 3, scale: 1500 } as const;

type Plan = OutputOf<'gates.plan'>;

/** Each gate's stretch with what stands around it, two to a row; null where the school has no gate. */
export async function drawGates(schoolId: number): Promise<PaperPicture | null> {
  const { gates } = await client.call('schools.get', { id: schoolId });
  if (gates.length === 0) return null;
  const columns = Math.min(2, gates.length);
  const size = { width: (MAP.width - (columns - 1) * GATE.gap) / columns, height: GATE.height };
  const rows = Math.ceil(gates.length / columns);
  return drawOnPaper(MAP.width, rows * (size.height + GATE.gap) - GATE.gap, async (pen) => {
    for (const [i, { id }] of gates.entries()) {
      const x = (i % columns) * (size.width + GATE.gap);
      const y = Math.floor(i / columns) * (size.height + GATE.gap);
      await drawGate(pen, await client.call('gates.plan', { id }), { x, y, ...size });
    }
  });
}

/** One gate's plan into a box of the picture, millimetres. */
async function drawGate(
  pen: CanvasRenderingContext2D,
  plan: Plan,
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
  for (const facility of plan.facilities) drawFacility(pen, frame, facility);
  drawSpot(pen, frame.toPaper(plan.gate.position), 1.6, '#fff', '#1f5fae');
  drawScale(pen, frame, 4, box.height - 3);
  drawLabel(pen, plan.gate.gateName, [3, 4], 3.6);
  drawEdge(pen, 0, 0, box.width, box.height);
  pen.restore();
}

function drawFacility(
  pen: CanvasRenderingContext2D,
  frame: MapFrame,
  { kind, state, geometry, position, fault }: Plan['facilities'][number],
): void {
  const colour = facilityColour(state, fault);
  if (geometry.type !== 'Point')
    drawShape(pen, frame, geometry, { fill: `${colour}33`, edge: colour, width: 0.7 });
  const [x, y] = frame.toPaper(position);
  drawSpot(pen, [x, y], 1.1, colour, '#fff');
  drawLabel(pen, kind, [x + 1.5, y], 2.2);
}
