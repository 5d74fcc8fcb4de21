import { useState } from 'react';
import { gateZoneTitle, type RulePack, zoneTitle } from '#shared/rules/rule.ts';
import { severities } from '#shared/zones/verdict.ts';
import { markNames, SeverityMark } from '../../components/severity-mark.tsx';

/** In a window narrower than this the legend is folded at first, so that it does not cover the map. */
const ROOM_FOR_LEGEND = 1200;

/** 区外 last. */
const marks = [...severities.slice(0, -1), 'doubt', ...severities.slice(-1)] as const;

export function Legend({ pack }: { pack: RulePack }) {
  const { safetyZone, gateZone } = pack;
  const [open, setOpen] = useState(() => window.innerWidth >= ROOM_FOR_LEGEND);
  return (
    <section className="legend" aria-label="图例">
      <button type="button" className="legend-title" aria-expanded={open} onClick={() => setOpen(!open)}>
        图例 <span aria-hidden="true">{open ? '▾' : '▸'}</span>
      </button>
      {open && (
        <ul>
          {marks.map((severity) => (
            <li key={severity}>
              <SeverityMark severity={severity} size={15} />
              {markNames[severity]}
            </li>
          ))}
          <li>
            <span className="legend-zone" />
            {safetyZone.distance} m {zoneTitle(pack)}
          </li>
          <li>
            <span className="legend-zone legend-by-point" />
            学校以点代替，区域待核
          </li>
          <li>
            <span className="legend-gate" />
            {gateZone.shape === 'alongRoad'
              ? `校门两侧各 ${gateZone.distance} m 禁停`
              : `${gateZoneTitle(pack)} ${gateZone.distance} m`}
          </li>
        </ul>
      )}
    </section>
  );
}
