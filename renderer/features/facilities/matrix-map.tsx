import { useMemo } from 'react';
import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { GroundMap } from '../../components/ground-map.tsx';
import { pointShape, type SketchKind, sketchOf } from '../../map/sketch-style.ts';
import { goTo } from '../../routes/navigation.ts';
import { countsOf } from './provision-figures.ts';

/** Schools on a map, coloured by the share of required facilities that they have, with the per cent inside; those where nobody looked are grey. */
export function MatrixMap({ rows }: { rows: readonly SchoolProvisions[] }) {
  const { sketch, bounds } = useMemo(() => {
    const marks: [SketchKind, GeoJSON.Geometry, string, string][] = [];
    let box: LngLatBounds | null = null;
    for (const row of rows) {
      const { gates } = row;
      const gate = gates.find(({ isMain }) => isMain) ?? gates[0];
      if (!gate) continue;
      const { share, asked } = countsOf(row);
      if (asked === 0) continue;
      box = extendBounds(box, gate.position);
      marks.push([
        'routeStop',
        pointShape(gate.position),
        share === null ? '未' : String(Math.round(share * 100)),
        colourOf(share),
      ]);
    }
    return { sketch: sketchOf(...marks), bounds: box };
  }, [rows]);
  return (
    <div className="matrix-map">
      <GroundMap
        sketch={sketch}
        bounds={bounds}
        onSelect={(target) => {
          if (target?.kind === 'school') goTo({ name: 'school', id: target.id });
        }}
      />
      <ul className="matrix-legend">
        {steps.map(([least, colour, title]) => (
          <li key={least}>
            <i style={{ background: colour }} />
            {title}
          </li>
        ))}
        <li>
          <i style={{ background: UNSURVEYED }} />
          未调查
        </li>
      </ul>
    </div>
  );
}

const steps: readonly (readonly [least: number, colour: string, title: string])[] = [
  [0.8, '#2b7a4b', '齐全 80% 以上'],
  [0.5, '#b86e00', '50%–80%'],
  [0, '#c62f3b', '不足 50%'],
];

const UNSURVEYED = '#8a95a1';

function colourOf(share: number | null): string {
  if (share === null) return UNSURVEYED;
  return steps.find(([least]) => share >= least)?.[1] ?? '#c62f3b';
}
