import type { Severity } from '../zones/verdict.ts';
import { circlePath, linePath, type Mark } from './marks.ts';
import type { Millimetres } from './paper.ts';

/** Colours of the interface that also stand on paper; each goes with a shape of its own, for grey prints. */
export const ink = {
  text: '#111111',
  quiet: '#444444',
  faint: '#777777',
  violation: '#b3202c',
  undetermined: '#c77700',
  undeterminedText: '#8a5200',
  supervised: '#2b7a4b',
  outside: '#8a95a1',
  zone: '#2f6fc4',
  zoneByPoint: '#6b7a8a',
  campus: '#1f5fae',
  gate: '#1f5fae',
  gateZone: '#d1495b',
  gateZoneEdge: '#b03345',
  school: '#12335c',
  region: '#6c4d8f',
  facility: '#0f6f78',
  faulty: '#b3202c',
  measure: '#7a1fa2',
  grid: '#8299b3',
  head: '#eef1f5',
  slip: '#fff3bf',
} as const;

/** Lines of teams: told apart by colour and by the numbers of their stops. */
const routeTones = ['#1f5fae', '#a8462a', '#2b7a4b', '#7a1fa2', '#8a6d00', '#0f6f78'] as const;

export function routeTone(tone: number): string {
  return routeTones[tone % routeTones.length] ?? routeTones[0];
}

/** The symbol of a severity, `size` across: a cross in a disc, a triangle, a square, an empty square, a ring. */
export function severityMarks(severity: Severity, x: Millimetres, y: Millimetres, size: Millimetres): Mark[] {
  const r = size / 2;
  const rim = { stroke: '#ffffff', width: size * 0.09 };
  switch (severity) {
    case 'violation':
      return [
        { kind: 'path', d: circlePath(x, y, r), fill: '#c62f3b', ...rim },
        { kind: 'path', d: crossPath(x, y, r * 0.42), stroke: '#ffffff', width: size * 0.15, round: true },
      ];
    case 'undetermined':
      return [
        { kind: 'path', d: trianglePath(x, y, r), fill: ink.undetermined, ...rim },
        { kind: 'path', d: exclamationPath(x, y, r), stroke: '#ffffff', width: size * 0.12, round: true },
      ];
    case 'supervised':
      return [{ kind: 'path', d: squarePath(x, y, r * 0.86), fill: ink.supervised, ...rim }];
    case 'supervisedDoubt':
      return [
        {
          kind: 'path',
          d: squarePath(x, y, r * 0.78),
          fill: '#ffffff',
          stroke: ink.supervised,
          width: size * 0.16,
        },
        {
          kind: 'path',
          d: exclamationPath(x, y, r * 0.8),
          stroke: ink.supervised,
          width: size * 0.13,
          round: true,
        },
      ];
    case 'outside':
      return [
        {
          kind: 'path',
          d: circlePath(x, y, r * 0.7),
          fill: '#ffffff',
          stroke: ink.outside,
          width: size * 0.18,
        },
      ];
  }
}

function crossPath(x: Millimetres, y: Millimetres, arm: Millimetres): string {
  const falling = linePath([
    [x - arm, y - arm],
    [x + arm, y + arm],
  ]);
  const rising = linePath([
    [x - arm, y + arm],
    [x + arm, y - arm],
  ]);
  return falling + rising;
}

function trianglePath(x: Millimetres, y: Millimetres, r: Millimetres): string {
  return linePath(
    [
      [x, y - r * 1.08],
      [x + r * 1.08, y + r * 0.84],
      [x - r * 1.08, y + r * 0.84],
    ],
    true,
  );
}

function exclamationPath(x: Millimetres, y: Millimetres, r: Millimetres): string {
  const stroke = linePath([
    [x, y - r * 0.42],
    [x, y + r * 0.24],
  ]);
  return stroke + circlePath(x, y + r * 0.54, r * 0.045);
}

function squarePath(x: Millimetres, y: Millimetres, half: Millimetres): string {
  return linePath(
    [
      [x - half, y - half],
      [x + half, y - half],
      [x + half, y + half],
      [x - half, y + half],
    ],
    true,
  );
}

/** A numbered disc of a route. */
export function stopMarks(
  number: string,
  tone: number,
  x: Millimetres,
  y: Millimetres,
  size: Millimetres,
): Mark[] {
  return [
    {
      kind: 'path',
      d: circlePath(x, y, size / 2),
      fill: routeTone(tone),
      stroke: '#ffffff',
      width: size * 0.08,
    },
    {
      kind: 'text',
      x,
      y: y + size * 0.21,
      text: number,
      size: size * (number.length > 2 ? 0.46 : 0.6),
      weight: 700,
      fill: '#ffffff',
      anchor: 'middle',
    },
  ];
}

/** A slip of paper with a number: a comment. Its lower corner is folded, so that it is told from squares in grey too. */
export function pinMarks(number: string, x: Millimetres, y: Millimetres, size: Millimetres): Mark[] {
  const r = size / 2;
  const fold = size * 0.28;
  return [
    {
      kind: 'path',
      d: linePath(
        [
          [x - r, y - r],
          [x + r, y - r],
          [x + r, y + r - fold],
          [x + r - fold, y + r],
          [x - r, y + r],
        ],
        true,
      ),
      fill: ink.slip,
      stroke: ink.text,
      width: size * 0.07,
    },
    {
      kind: 'text',
      x,
      y: y + size * 0.2,
      text: number,
      size: size * (number.length > 2 ? 0.44 : 0.58),
      weight: 700,
      fill: ink.text,
      anchor: 'middle',
    },
  ];
}

export function gateMarks(x: Millimetres, y: Millimetres, size: Millimetres): Mark[] {
  return [
    {
      kind: 'path',
      d: circlePath(x, y, size / 2),
      fill: '#ffffff',
      stroke: ink.gate,
      width: size * 0.28,
    },
  ];
}

/** A diamond: 交通设施; empty where something is wrong with it. */
export function facilityMarks(x: Millimetres, y: Millimetres, size: Millimetres, faulty: boolean): Mark[] {
  const r = size / 2;
  return [
    {
      kind: 'path',
      d: linePath(
        [
          [x, y - r],
          [x + r, y],
          [x, y + r],
          [x - r, y],
        ],
        true,
      ),
      fill: faulty ? '#ffffff' : ink.facility,
      stroke: faulty ? ink.faulty : '#ffffff',
      width: size * (faulty ? 0.18 : 0.09),
    },
  ];
}
