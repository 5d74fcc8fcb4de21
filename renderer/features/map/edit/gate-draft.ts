import { z } from 'zod';
import { type GateDraft, gateDraftSchema } from '#shared/contract/editing.ts';
import type { SchoolDetail } from '#shared/contract/places.ts';

/** Which shape of the gate the map changes now. */
export type GatePart = 'gate' | 'frontage' | 'band';

/** A gate as it is being written: a new one has no place until somebody gives it one. */
export interface GateState {
  readonly draft: GateDraft;
  readonly placed: boolean;
  readonly part: GatePart;
  /** Whether anything was changed. */
  readonly touched: boolean;
}

/** What is kept of a gate that is not saved yet; its name may be empty. */
export const keptGateSchema = gateDraftSchema.extend({ name: z.string(), placed: z.boolean() });

/** Changes some of what is said of a gate. */
export type ChangeGate = (more: Partial<GateDraft>) => void;

/** A gate of the school as it is known, or a new one as it usually is. */
export function gateDraftOf(school: SchoolDetail, gateId: number | null): GateDraft {
  const known = school.gates.find((gate) => gate.id === gateId);
  if (known) return { ...known, schoolId: school.id };
  return {
    id: null,
    schoolId: school.id,
    name: school.gates.length === 0 ? '正门' : `校门 ${school.gates.length + 1}`,
    isMain: school.gates.length === 0,
    position: school.position ?? [0, 0],
    positionSource: 'imagery',
    frontage: null,
    band: null,
  };
}

/** What to do on the map now; `distance` is how far the no-parking zone reaches, in metres. */
export function gateHint({ draft, placed, part }: GateState, distance: number): string {
  if (!placed) return '在地图上点一下校门的位置，或输入坐标。';
  if (part === 'gate') return '拖动紫色圆点移动校门；紫色虚线是将要形成的禁停区。';
  if (part === 'frontage')
    return draft.frontage
      ? '拖动角点调整；禁停区沿这条线向两侧各量。'
      : `沿门前道路依次点击，双击结束；禁停区沿这条线两侧各 ${distance} m。`;
  return draft.band ? '拖动角点调整禁停范围。' : '依次点击画出禁停范围，双击结束。';
}
