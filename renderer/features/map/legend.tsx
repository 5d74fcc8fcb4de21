import { useState } from 'react';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { SeverityMark } from '../../components/severity-mark.tsx';

/** In a window narrower than this the legend is folded at first, so that it does not cover the map. */
const ROOM_FOR_LEGEND = 1200;

export function Legend({ zone, gate, alongRoad }: { zone: number; gate: number; alongRoad: boolean }) {
  const [open, setOpen] = useState(() => window.innerWidth >= ROOM_FOR_LEGEND);
  return (
    <section className="legend" aria-label="图例">
      <button type="button" className="legend-title" aria-expanded={open} onClick={() => setOpen(!open)}>
        图例 <span aria-hidden="true">{open ? '▾' : '▸'}</span>
      </button>
      {open && (
        <ul>
          {severities.map((severity) => (
            <li key={severity}>
              <SeverityMark severity={severity} size={15} />
              {severityNames[severity]}
            </li>
          ))}
          <li>
            <span className="legend-zone" />
            {zone} m 学生安全区域
          </li>
          <li>
            <span className="legend-gate" />
            {alongRoad ? `校门两侧各 ${gate} m 禁停` : `校门 ${gate} m 禁停区`}
          </li>
        </ul>
      )}
    </section>
  );
}
